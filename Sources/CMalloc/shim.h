#ifndef ROUNDTABLE_CMALLOC_SHIM_H
#define ROUNDTABLE_CMALLOC_SHIM_H

/* glibc's own header; Swift's Glibc module leaves it out. */
#include <malloc.h>

#endif
