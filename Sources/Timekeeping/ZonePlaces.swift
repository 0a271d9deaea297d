/// Names for zones that are in no zone data: cities, countries and abbreviations.
///
/// A name stands here only if whoever writes it means that zone; what may mean several is asked.
enum ZonePlaces {
  /// Zones and the names that mean nothing else.
  static var certain: [(zone: String, places: [String])] {
    [cities, countries, abbreviations].flatMap { table in
      pieces(table[...], "\n").compactMap { line in
        let parts = pieces(line, ":", most: 2)
        guard parts.count == 2 else { return nil }
        return (String(parts[0]), pieces(parts[1], ",").map(trimmed))
      }
    }
  }

  /// Names that may mean several zones, and the choices.
  static var questions: [(names: [String], choices: [ZoneChoice])] {
    pieces(ambiguous[...], "\n").compactMap { line in
      let parts = pieces(line, ":", most: 2)
      guard parts.count == 2 else { return nil }
      let choices = pieces(parts[1], ";").compactMap { choice -> ZoneChoice? in
        let words = pieces(choice, " ", most: 2)
        guard words.count == 2 else { return nil }
        return ZoneChoice(name: String(words[0]), place: trimmed(words[1]))
      }
      return (pieces(parts[0], ",").map(trimmed), choices)
    }
  }

  /// Folders of the zone data whose files are named after regions.
  static let foldersWithoutCities: Set = [
    "Etc", "US", "Canada", "Brazil", "Chile", "Mexico", "SystemV",
  ]

  /// Old names in the other folders that are no cities, or not the ones that people mean.
  static let namesWithoutCity: Set = [
    "ACT", "LHI", "NSW", "North", "South", "West", "Yancowinna", "Virgin", "ComodRivadavia",
    "Samoa",
  ]

  /// The pieces of `text` between the `mark`s, by bytes: finding the Characters of twenty kilobytes
  /// takes longer than all the rest.
  private static func pieces(
    _ text: Substring, _ mark: Unicode.Scalar, most: Int = .max
  ) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: mark), maxSplits: most - 1).map { Substring($0) }
  }

  private static func trimmed(_ text: Substring) -> String {
    String(Substring(text.utf8.drop { $0 == 0x20 }))
  }

  private static let abbreviations = """
    UTC: UTC, GMT, Z, Zulu, Greenwich, Coordinated Universal Time
    America/New_York: ET, Eastern Time, US Eastern, EST5EDT
    America/Chicago: CT, Central Time, US Central, CST6CDT
    America/Denver: MT, Mountain Time, US Mountain, MST7MDT
    America/Los_Angeles: PT, Pacific Time, US Pacific, PST8PDT
    America/Anchorage: AKT
    Pacific/Honolulu: HST
    Europe/Brussels: CET, MET, Central European Time
    Europe/Athens: EET, Eastern European Time
    Europe/Lisbon: WET, Western European Time
    Europe/Moscow: MSK
    Europe/Istanbul: TRT
    Asia/Tokyo: JST
    Asia/Seoul: KST
    Asia/Hong_Kong: HKT
    Asia/Singapore: SGT
    Asia/Karachi: PKT
    Asia/Kathmandu: NPT
    Asia/Jakarta: WIB
    Asia/Makassar: WITA
    Asia/Manila: PHT
    Asia/Kuala_Lumpur: MYT
    Australia/Perth: AWST
    Australia/Sydney: AET
    Pacific/Auckland: NZT
    Africa/Johannesburg: SAST
    Africa/Nairobi: EAT
    Africa/Lagos: WAT
    Africa/Maputo: CAT
    America/Sao_Paulo: BRT
    """

  private static let countries = """
    Europe/London: UK, United Kingdom, England, Scotland, Wales, Northern Ireland, Britain
    Europe/London: Great Britain, GB
    Europe/Dublin: Ireland, Republic of Ireland, Eire
    Europe/Berlin: Germany, Deutschland
    Europe/Paris: France
    Europe/Rome: Italy, Italia
    Europe/Amsterdam: Netherlands, The Netherlands, Holland
    Europe/Brussels: Belgium
    Europe/Zurich: Switzerland
    Europe/Vienna: Austria
    Europe/Stockholm: Sweden
    Europe/Oslo: Norway
    Europe/Copenhagen: Denmark
    Europe/Helsinki: Finland
    Europe/Warsaw: Poland
    Europe/Prague: Czechia, Czech Republic
    Europe/Budapest: Hungary
    Europe/Bucharest: Romania
    Europe/Sofia: Bulgaria
    Europe/Athens: Greece
    Europe/Istanbul: Turkey, Turkiye
    Europe/Kyiv: Ukraine
    Europe/Belgrade: Serbia
    Europe/Zagreb: Croatia
    Europe/Ljubljana: Slovenia
    Europe/Bratislava: Slovakia
    Europe/Vilnius: Lithuania
    Europe/Riga: Latvia
    Europe/Tallinn: Estonia
    Atlantic/Reykjavik: Iceland
    Africa/Cairo: Egypt
    Africa/Nairobi: Kenya
    Africa/Lagos: Nigeria
    Africa/Accra: Ghana
    Africa/Johannesburg: South Africa
    Africa/Kampala: Uganda
    Africa/Addis_Ababa: Ethiopia
    Africa/Dar_es_Salaam: Tanzania
    Africa/Kigali: Rwanda
    Africa/Harare: Zimbabwe
    Africa/Lusaka: Zambia
    Africa/Casablanca: Morocco
    Asia/Kolkata: India
    Asia/Karachi: Pakistan
    Asia/Dhaka: Bangladesh
    Asia/Colombo: Sri Lanka
    Asia/Kathmandu: Nepal
    Asia/Tokyo: Japan
    Asia/Seoul: South Korea, Korea
    Asia/Shanghai: China
    Asia/Taipei: Taiwan
    Asia/Manila: Philippines, The Philippines
    Asia/Bangkok: Thailand
    Asia/Ho_Chi_Minh: Vietnam, Viet Nam
    Asia/Kuala_Lumpur: Malaysia
    Asia/Dubai: UAE, United Arab Emirates
    Asia/Riyadh: Saudi Arabia
    Asia/Jerusalem: Israel
    Asia/Tehran: Iran
    Asia/Amman: Jordan
    Asia/Beirut: Lebanon
    Pacific/Auckland: New Zealand, NZ, Aotearoa
    America/Argentina/Buenos_Aires: Argentina
    America/Bogota: Colombia
    America/Lima: Peru
    America/Caracas: Venezuela
    America/Montevideo: Uruguay
    """

  private static let cities = """
    Europe/London: Aberdeen, Bath, Bournemouth, Bradford, Brighton, Bristol, Cardiff, Carlisle
    Europe/London: Chester, Coventry, Derby, Dundee, Edinburgh, Exeter, Glasgow, Gloucester, Hull
    Europe/London: Inverness, Ipswich, Leeds, Leicester, Liverpool, Luton, Manchester
    Europe/London: Milton Keynes, Northampton, Norwich, Nottingham, Oxford
    Europe/London: Portsmouth, Preston, Reading, Salford, Sheffield, Southampton, Stirling, Stoke
    Europe/London: Sunderland, Swansea, Swindon, Wakefield, Warwick, Wolverhampton, York
    Europe/London: Newcastle upon Tyne, Londonderry, Derry, Belfast
    Europe/Dublin: Cork, Galway, Limerick
    Europe/Berlin: Aachen, Bonn, Bremen, Cologne, Köln, Koeln, Dortmund, Dresden, Düsseldorf
    Europe/Berlin: Duesseldorf, Essen, Frankfurt, Frankfurt am Main, Freiburg, Hamburg, Hannover
    Europe/Berlin: Hanover, Heidelberg, Karlsruhe, Leipzig, Mannheim, Munich, München, Muenchen
    Europe/Berlin: Münster, Nuremberg, Nürnberg, Stuttgart
    Europe/Zurich: Basel, Bern, Berne, Geneva, Genève, Genf, Lausanne, Lugano, Zuerich
    Europe/Vienna: Graz, Innsbruck, Linz, Salzburg, Wien
    Europe/Paris: Bordeaux, Grenoble, Lille, Lyon, Marseille, Montpellier, Nantes, Nice, Rennes
    Europe/Paris: Strasbourg, Toulouse
    Europe/Brussels: Antwerp, Bruges, Bruxelles, Brussel, Ghent, Liège, Leuven
    Europe/Amsterdam: Delft, Eindhoven, Groningen, Leiden, Rotterdam, The Hague, Den Haag, Utrecht
    Europe/Madrid: Barcelona, Bilbao, Málaga, Seville, Sevilla, Zaragoza
    Europe/Lisbon: Braga, Coimbra, Lisboa, Porto
    Europe/Rome: Bologna, Florence, Firenze, Genoa, Milan, Milano, Palermo, Roma, Turin, Torino
    Europe/Rome: Venice, Venezia
    Europe/Stockholm: Gothenburg, Göteborg, Malmö, Uppsala
    Europe/Oslo: Bergen, Stavanger, Trondheim
    Europe/Copenhagen: Aarhus, København, Odense
    Europe/Helsinki: Espoo, Tampere, Turku
    Europe/Tallinn: Tartu
    Europe/Vilnius: Kaunas
    Europe/Warsaw: Gdańsk, Katowice, Kraków, Łódź, Poznań, Warszawa, Wrocław
    Europe/Prague: Brno, Ostrava, Praha
    Europe/Bratislava: Košice
    Europe/Zagreb: Split
    Europe/Belgrade: Beograd, Novi Sad
    Europe/Bucharest: București, Cluj, Cluj-Napoca, Iași, Timișoara
    Europe/Sofia: Plovdiv, Varna
    Europe/Athens: Thessaloniki
    Europe/Kyiv: Dnipro, Kharkiv, Lviv, Odesa, Odessa
    Europe/Istanbul: Ankara, Izmir
    Asia/Jerusalem: Haifa
    Asia/Dubai: Abu Dhabi, Sharjah
    Asia/Qatar: Doha
    Asia/Riyadh: Jeddah, Mecca, Medina
    Asia/Karachi: Islamabad, Lahore, Rawalpindi, Peshawar
    Asia/Kolkata: Ahmedabad, Bangalore, Bengaluru, Bhopal, Chandigarh, Chennai, Coimbatore, Delhi
    Asia/Kolkata: Goa, Gurgaon, Gurugram, Indore, Jaipur, Kanpur, Lucknow, Madras, Mumbai, Bombay
    Asia/Kolkata: Mysore, Nagpur, New Delhi, Noida, Patna, Pune, Surat, Thiruvananthapuram
    Asia/Dhaka: Chittagong
    Asia/Ho_Chi_Minh: Da Nang, Hanoi, Hà Nội, Ho Chi Minh City, HCMC
    Asia/Bangkok: Chiang Mai, Phuket
    Asia/Kuala_Lumpur: Johor Bahru, Penang
    Asia/Jakarta: Bandung, Surabaya, Yogyakarta
    Asia/Makassar: Bali, Denpasar
    Asia/Manila: Cebu, Davao, Quezon City
    Asia/Shanghai: Beijing, Chengdu, Guangzhou, Hangzhou, Nanjing, Peking, Shenzhen, Suzhou
    Asia/Shanghai: Tianjin, Wuhan, Xiamen
    Asia/Taipei: Kaohsiung, Taichung
    Asia/Tokyo: Fukuoka, Hiroshima, Kobe, Kyoto, Nagoya, Osaka, Sapporo, Sendai, Yokohama
    Asia/Seoul: Busan, Daejeon, Incheon
    Australia/Sydney: Wollongong
    Australia/Melbourne: Ballarat, Geelong
    Australia/Brisbane: Cairns, Gold Coast, Townsville
    Australia/Perth: Fremantle
    Pacific/Auckland: Christchurch, Dunedin, Wellington
    Africa/Cairo: Giza
    Africa/Casablanca: Fes, Marrakech, Marrakesh, Rabat, Tangier
    Africa/Lagos: Abuja, Ibadan, Kano, Port Harcourt
    Africa/Accra: Kumasi
    Africa/Nairobi: Kisumu, Mombasa
    Africa/Abidjan: Yamoussoukro
    Africa/Johannesburg: Bloemfontein, Cape Town, Durban, Joburg, Pretoria, Port Elizabeth
    Africa/Dar_es_Salaam: Arusha, Dodoma, Zanzibar
    Africa/Douala: Yaounde
    America/New_York: Akron, Albany, Annapolis, Ann Arbor, Atlanta, Baltimore, Boston, Buffalo
    America/New_York: Charleston, Charlotte, Chattanooga, Cincinnati, Cleveland, Columbus, Hartford
    America/New_York: Fort Lauderdale, Jersey City, Miami, New Haven, New York City, NYC
    America/New_York: Brooklyn, Manhattan, Newark, Orlando, Philadelphia, Pittsburgh
    America/New_York: Providence, Raleigh, Savannah, Tampa, Washington, Washington DC
    America/New_York: Princeton, Ithaca, Syracuse, West Palm Beach
    America/Chicago: Austin, Baton Rouge, Dallas, Des Moines, Fort Worth, Houston, Kansas City
    America/Chicago: Little Rock, Madison, Memphis, Milwaukee, Minneapolis, Mobile, Nashville
    America/Chicago: New Orleans, Oklahoma City, Omaha, San Antonio, Saint Paul, St Louis
    America/Chicago: Saint Louis, Tulsa, Wichita
    America/Denver: Albuquerque, Boulder, Cheyenne, Colorado Springs, El Paso, Salt Lake City
    America/Phoenix: Scottsdale, Tempe, Tucson, Arizona
    America/Los_Angeles: Bay Area, Berkeley, Eugene, Fresno, LA, Las Vegas, Long Beach, Oakland
    America/Los_Angeles: Palo Alto, Sacramento, San Diego, San Francisco, Seattle, SF, Spokane
    America/Los_Angeles: Silicon Valley, Tacoma, California
    America/Anchorage: Alaska
    Pacific/Honolulu: Hawaii
    America/Toronto: Ottawa, Mississauga, Quebec, Quebec City, Ontario
    America/Edmonton: Calgary, Alberta
    America/Regina: Saskatoon, Saskatchewan
    America/St_Johns: Newfoundland
    America/Mexico_City: Guadalajara, Puebla, CDMX
    America/Costa_Rica: San José de Costa Rica
    America/Guayaquil: Quito
    America/El_Salvador: San Salvador
    America/Bogota: Cali, Medellín, Barranquilla
    America/Lima: Arequipa, Cusco
    America/Sao_Paulo: Belo Horizonte, Brasília, Curitiba, Porto Alegre, Rio, Rio de Janeiro
    America/Argentina/Buenos_Aires: La Plata
    America/Santiago: Valparaíso
    America/Montevideo: Punta del Este
    """

  private static let ambiguous = """
    EST: America/New_York New York; America/Panama Panama; Australia/Sydney Sydney
    EDT: America/New_York New York; America/Toronto Toronto
    CST: America/Chicago Chicago; America/Regina Regina; Asia/Shanghai Shanghai; America/Havana Cuba
    CDT: America/Chicago Chicago; America/Havana Cuba
    MST: America/Denver Denver; America/Phoenix Phoenix; Asia/Kuala_Lumpur Kuala Lumpur
    MDT: America/Denver Denver
    PST: America/Los_Angeles Los Angeles; Asia/Manila Manila
    PDT: America/Los_Angeles Los Angeles
    AKST, AKDT: America/Anchorage Anchorage
    AST: America/Halifax Halifax; America/Puerto_Rico Puerto Rico; Asia/Riyadh Riyadh
    ADT: America/Halifax Halifax
    NST, NDT: America/St_Johns St Johns, Newfoundland
    BST: Europe/London London; Asia/Dhaka Dhaka
    IST: Asia/Kolkata Kolkata; Europe/Dublin Dublin; Asia/Jerusalem Jerusalem
    GST: Asia/Dubai Dubai; Atlantic/South_Georgia South Georgia
    SST: Asia/Singapore Singapore; Pacific/Pago_Pago American Samoa
    WST: Australia/Perth Perth; Pacific/Apia Samoa
    CEST, MEST: Europe/Brussels Brussels
    EEST: Europe/Athens Athens
    WEST: Europe/Lisbon Lisbon
    AEST, AEDT: Australia/Sydney Sydney; Australia/Brisbane Brisbane
    ACST, ACDT, ACT: Australia/Adelaide Adelaide; Australia/Darwin Darwin
    NZST, NZDT: Pacific/Auckland Auckland
    AMT: America/Manaus Manaus; Asia/Yerevan Yerevan
    Eastern, Eastern Standard Time: America/New_York New York; Australia/Sydney Sydney
    La Paz: America/La_Paz La Paz, Bolivia; America/Mazatlan La Paz, Mexico
    Newport: Europe/London Newport, Wales; America/New_York Newport, Rhode Island
    Norfolk: America/New_York Norfolk, Virginia; Europe/London Norfolk, England; \
    Pacific/Norfolk Norfolk Island
    Peterborough: Europe/London Peterborough, England; America/Toronto Peterborough, Ontario
    Santa Fe: America/Denver Santa Fe, New Mexico; \
    America/Argentina/Cordoba Santa Fe, Argentina
    Central, Central Standard Time: America/Chicago Chicago; Europe/Brussels Brussels
    Mountain, Mountain Standard Time: America/Denver Denver; America/Phoenix Phoenix
    Pacific, Pacific Standard Time: America/Los_Angeles Los Angeles
    Alexandria: Africa/Cairo Alexandria, Egypt; America/New_York Alexandria, Virginia
    Arlington: America/New_York Arlington, Virginia; America/Chicago Arlington, Texas
    Aurora: America/Denver Aurora, Colorado; America/Chicago Aurora, Illinois
    Bangor: Europe/London Bangor, Wales; America/New_York Bangor, Maine
    Birmingham: Europe/London Birmingham, England; America/Chicago Birmingham, Alabama
    Cambridge: Europe/London Cambridge, England; America/New_York Cambridge, Massachusetts
    Columbia: America/New_York Columbia, South Carolina; America/Chicago Columbia, Missouri
    Cordoba: Europe/Madrid Córdoba, Spain; America/Argentina/Cordoba Córdoba, Argentina
    Davis: America/Los_Angeles Davis, California; Antarctica/Davis Davis, Antarctica
    Dover: Europe/London Dover, England; America/New_York Dover, Delaware
    Durham: Europe/London Durham, England; America/New_York Durham, North Carolina
    Georgetown: America/Guyana Georgetown, Guyana; Asia/Kuala_Lumpur George Town, Penang
    Georgia: America/New_York Georgia, USA; Asia/Tbilisi Georgia, Caucasus
    Granada: Europe/Madrid Granada, Spain; America/Managua Granada, Nicaragua
    Halifax: America/Halifax Halifax, Nova Scotia; Europe/London Halifax, England
    Hamilton: America/Toronto Hamilton, Ontario; Pacific/Auckland Hamilton, New Zealand
    Hyderabad: Asia/Kolkata Hyderabad, India; Asia/Karachi Hyderabad, Pakistan
    Jacksonville: America/New_York Jacksonville, Florida; America/Chicago Jacksonville, Illinois
    Kingston: America/Jamaica Kingston, Jamaica; America/Toronto Kingston, Ontario
    Kochi: Asia/Kolkata Kochi, India; Asia/Tokyo Kochi, Japan
    La Rioja: Europe/Madrid La Rioja, Spain; America/Argentina/La_Rioja La Rioja, Argentina
    Leon: Europe/Madrid León, Spain; America/Mexico_City León, Mexico; \
    America/Managua León, Nicaragua
    Lincoln: Europe/London Lincoln, England; America/Chicago Lincoln, Nebraska
    Merida: America/Merida Mérida, Mexico; Europe/Madrid Mérida, Spain
    Naples: Europe/Rome Naples, Italy; America/New_York Naples, Florida
    Newcastle: Europe/London Newcastle, England; Australia/Sydney Newcastle, Australia
    Petersburg, St Petersburg: Europe/Moscow St Petersburg, Russia; \
    America/New_York St Petersburg, Florida
    Saint Petersburg: Europe/Moscow St Petersburg, Russia; America/New_York St Petersburg, Florida
    Plymouth: Europe/London Plymouth, England; America/New_York Plymouth, Massachusetts
    Portland: America/Los_Angeles Portland, Oregon; America/New_York Portland, Maine
    Richmond: America/New_York Richmond, Virginia; Europe/London Richmond, England; \
    America/Vancouver Richmond, British Columbia
    Rochester: America/New_York Rochester, New York; America/Chicago Rochester, Minnesota
    Salem: America/Los_Angeles Salem, Oregon; America/New_York Salem, Massachusetts; \
    Asia/Kolkata Salem, India
    San Jose: America/Los_Angeles San José, California; America/Costa_Rica San José, Costa Rica
    San Juan: America/Puerto_Rico San Juan, Puerto Rico; \
    America/Argentina/San_Juan San Juan, Argentina
    Santa Cruz: America/La_Paz Santa Cruz, Bolivia; America/Los_Angeles Santa Cruz, California; \
    Atlantic/Canary Santa Cruz, Tenerife
    Springfield: America/Chicago Springfield, Illinois; America/New_York Springfield, Massachusetts
    St Johns, Saint Johns: America/St_Johns St John's, Newfoundland; \
    America/Antigua St John's, Antigua
    Toledo: America/New_York Toledo, Ohio; Europe/Madrid Toledo, Spain
    Trinidad: America/Port_of_Spain Trinidad and Tobago; America/La_Paz Trinidad, Bolivia
    Valencia: Europe/Madrid Valencia, Spain; America/Caracas Valencia, Venezuela
    Victoria: America/Vancouver Victoria, British Columbia; \
    Australia/Melbourne Victoria, Australia; \
    Indian/Mahe Victoria, Seychelles
    Vincennes: America/Indiana/Vincennes Vincennes, Indiana; Europe/Paris Vincennes, France
    Worcester: Europe/London Worcester, England; America/New_York Worcester, Massachusetts
    US, USA, United States, America: America/New_York New York; America/Chicago Chicago; \
    America/Denver Denver; America/Los_Angeles Los Angeles
    Canada: America/Toronto Toronto; America/Winnipeg Winnipeg; America/Edmonton Edmonton; \
    America/Vancouver Vancouver; America/Halifax Halifax, Nova Scotia
    Australia: Australia/Sydney Sydney; Australia/Melbourne Melbourne; \
    Australia/Brisbane Brisbane; \
    Australia/Adelaide Adelaide; Australia/Darwin Darwin; Australia/Perth Perth
    Brazil, Brasil: America/Sao_Paulo São Paulo; America/Manaus Manaus; America/Bahia Bahia
    Mexico: America/Mexico_City Mexico City; America/Cancun Cancún; America/Tijuana Tijuana
    Russia: Europe/Moscow Moscow; Asia/Yekaterinburg Yekaterinburg; Asia/Vladivostok Vladivostok
    Indonesia: Asia/Jakarta Jakarta; Asia/Makassar Makassar; Asia/Jayapura Jayapura
    Spain: Europe/Madrid Madrid; Atlantic/Canary Canary Islands
    Portugal: Europe/Lisbon Lisbon; Atlantic/Azores Azores; Atlantic/Madeira Madeira
    Chile: America/Santiago Santiago; Pacific/Easter Easter Island
    Ecuador: America/Guayaquil Guayaquil; Pacific/Galapagos Galápagos
    Congo: Africa/Kinshasa Kinshasa; Africa/Lubumbashi Lubumbashi; Africa/Brazzaville Brazzaville
    """
}
