namespace Interlude.Irc;

/// <summary>The numerics: their names as the specifications spell them, and the parameters of each.</summary>
/// <remarks>
/// https://modern.ircdocs.horse/#numerics, the documents of IRCv3 (335, 354, 470, 730 to 734, 760 to 774) and RFC 2812,
/// in this order where two of them claim a number: so 766 is RPL_KEYNOTSET. What none of them describes and nobody needs
/// is left out. Where servers disagree, this is what was chosen: MAP is 015 and 017 (Modern IRC's table) rather than 006
/// and 007; 396 is RPL_VISIBLEHOST, elsewhere RPL_HOSTHIDDEN; 477 is what people send today, not RFC 2812's
/// ERR_NOCHANMODES; 249 and 480 are named by servers only. Texts behind the colon are examples.
/// </remarks>
public enum Numeric
{
    /// <summary>No numeric; none is sent as 000.</summary>
    None = 0,

    /// <summary><![CDATA[<client> :Welcome to the <networkname> Network, <nick>[!<user>@<host>]]]></summary>
    RPL_WELCOME = 1,
    /// <summary><![CDATA[<client> :Your host is <servername>, running version <version>]]></summary>
    RPL_YOURHOST = 2,
    /// <summary><![CDATA[<client> :This server was created <datetime>]]></summary>
    RPL_CREATED = 3,
    /// <summary><![CDATA[<client> <servername> <version> <available user modes> <available channel modes> [<channel modes with a parameter>]]]></summary>
    RPL_MYINFO = 4,
    /// <summary><![CDATA[<client> <1-13 tokens> :are supported by this server]]></summary>
    RPL_ISUPPORT = 5,
    /// <summary><![CDATA[<client> <hostname> <port> :<info>]]></summary>
    RPL_BOUNCE = 10,
    /// <summary><![CDATA[<client> :<line of the map>]]></summary>
    RPL_MAP = 15,
    /// <summary><![CDATA[<client> :End of /MAP]]></summary>
    RPL_MAPEND = 17,
    /// <summary><![CDATA[<client> <1-13 tokens> :are supported by this server]]></summary>
    RPL_REMOTEISUPPORT = 105,
    /// <summary><![CDATA[<client> Oper <class> <nick>]]></summary>
    RPL_TRACEOPERATOR = 204,
    /// <summary><![CDATA[<client> User <class> <nick>]]></summary>
    RPL_TRACEUSER = 205,
    /// <summary><![CDATA[<client> <command> <count> [<byte count> <remote count>]]]></summary>
    RPL_STATSCOMMANDS = 212,
    /// <summary><![CDATA[<client> <stats letter> :End of /STATS report]]></summary>
    RPL_ENDOFSTATS = 219,
    /// <summary><![CDATA[<client> <user modes>]]></summary>
    RPL_UMODEIS = 221,
    /// <summary><![CDATA[<client> <name> <server> <mask> <type> <hopcount> <info>]]></summary>
    RPL_SERVLIST = 234,
    /// <summary><![CDATA[<client> <mask> <type> :End of service listing]]></summary>
    RPL_SERVLISTEND = 235,
    /// <summary><![CDATA[<client> :Server Up <days> days <hours>:<minutes>:<seconds>]]></summary>
    RPL_STATSUPTIME = 242,
    /// <summary><![CDATA[<client> O <hostmask> * <name>]]></summary>
    RPL_STATSOLINE = 243,
    /// <summary><![CDATA[<client> :<info>]]></summary>
    RPL_STATSDEBUG = 249,
    /// <summary><![CDATA[<client> :There are <u> users and <i> invisible on <s> servers]]></summary>
    RPL_LUSERCLIENT = 251,
    /// <summary><![CDATA[<client> <ops> :operator(s) online]]></summary>
    RPL_LUSEROP = 252,
    /// <summary><![CDATA[<client> <connections> :unknown connection(s)]]></summary>
    RPL_LUSERUNKNOWN = 253,
    /// <summary><![CDATA[<client> <channels> :channels formed]]></summary>
    RPL_LUSERCHANNELS = 254,
    /// <summary><![CDATA[<client> :I have <c> clients and <s> servers]]></summary>
    RPL_LUSERME = 255,
    /// <summary><![CDATA[<client> [<server>] :Administrative info]]></summary>
    RPL_ADMINME = 256,
    /// <summary><![CDATA[<client> :<info>]]></summary>
    RPL_ADMINLOC1 = 257,
    /// <summary><![CDATA[<client> :<info>]]></summary>
    RPL_ADMINLOC2 = 258,
    /// <summary><![CDATA[<client> :<info>]]></summary>
    RPL_ADMINEMAIL = 259,
    /// <summary><![CDATA[<client> <server name> <version> :End of TRACE]]></summary>
    RPL_TRACEEND = 262,
    /// <summary><![CDATA[<client> <command> :Please wait a while and try again.]]></summary>
    RPL_TRYAGAIN = 263,
    /// <summary><![CDATA[<client> [<u> <m>] :Current local users <u>, max <m>]]></summary>
    RPL_LOCALUSERS = 265,
    /// <summary><![CDATA[<client> [<u> <m>] :Current global users <u>, max <m>]]></summary>
    RPL_GLOBALUSERS = 266,
    /// <summary><![CDATA[<client> <nick> :has client certificate fingerprint <fingerprint>]]></summary>
    RPL_WHOISCERTFP = 276,
    /// <summary>Of no use and no form.</summary>
    RPL_NONE = 300,
    /// <summary><![CDATA[<client> <nick> :<message>]]></summary>
    RPL_AWAY = 301,
    /// <summary><![CDATA[<client> :[<reply>{ <reply>}]]]></summary>
    RPL_USERHOST = 302,
    /// <summary><![CDATA[<client> :[<nick>{ <nick>}]]]></summary>
    RPL_ISON = 303,
    /// <summary><![CDATA[<client> :You are no longer marked as being away]]></summary>
    RPL_UNAWAY = 305,
    /// <summary><![CDATA[<client> :You have been marked as being away]]></summary>
    RPL_NOWAWAY = 306,
    /// <summary><![CDATA[<client> <nick> :has identified for this nick]]></summary>
    RPL_WHOISREGNICK = 307,
    /// <summary><![CDATA[<client> <nick> <username> <host> * :<realname>]]></summary>
    RPL_WHOISUSER = 311,
    /// <summary><![CDATA[<client> <nick> <server> :<server info>]]></summary>
    RPL_WHOISSERVER = 312,
    /// <summary><![CDATA[<client> <nick> :is an IRC operator]]></summary>
    RPL_WHOISOPERATOR = 313,
    /// <summary><![CDATA[<client> <nick> <username> <host> * :<realname>]]></summary>
    RPL_WHOWASUSER = 314,
    /// <summary><![CDATA[<client> <mask> :End of WHO list]]></summary>
    RPL_ENDOFWHO = 315,
    /// <summary><![CDATA[<client> <nick> <secs> <signon> :seconds idle, signon time]]></summary>
    RPL_WHOISIDLE = 317,
    /// <summary><![CDATA[<client> <nick> :End of /WHOIS list]]></summary>
    RPL_ENDOFWHOIS = 318,
    /// <summary><![CDATA[<client> <nick> :[prefix]<channel>{ [prefix]<channel>}]]></summary>
    RPL_WHOISCHANNELS = 319,
    /// <summary><![CDATA[<client> <nick> :<text>]]></summary>
    RPL_WHOISSPECIAL = 320,
    /// <summary><![CDATA[<client> Channel :Users Name]]></summary>
    RPL_LISTSTART = 321,
    /// <summary><![CDATA[<client> <channel> <client count> :<topic>]]></summary>
    RPL_LIST = 322,
    /// <summary><![CDATA[<client> :End of /LIST]]></summary>
    RPL_LISTEND = 323,
    /// <summary><![CDATA[<client> <channel> <modestring> <mode arguments>...]]></summary>
    RPL_CHANNELMODEIS = 324,
    /// <summary><![CDATA[<client> <channel> <creationtime>]]></summary>
    RPL_CREATIONTIME = 329,
    /// <summary><![CDATA[<client> <nick> <account> :is logged in as]]></summary>
    RPL_WHOISACCOUNT = 330,
    /// <summary><![CDATA[<client> <channel> :No topic is set]]></summary>
    RPL_NOTOPIC = 331,
    /// <summary><![CDATA[<client> <channel> :<topic>]]></summary>
    RPL_TOPIC = 332,
    /// <summary><![CDATA[<client> <channel> <nick> <setat>]]></summary>
    RPL_TOPICWHOTIME = 333,
    /// <summary><![CDATA[<client> <nick> :<message>]]></summary>
    RPL_WHOISBOT = 335,
    /// <summary><![CDATA[<client> <channel>]]></summary>
    RPL_INVITELIST = 336,
    /// <summary><![CDATA[<client> :End of /INVITE list]]></summary>
    RPL_ENDOFINVITELIST = 337,
    /// <summary><![CDATA[<client> <nick> [<username>@<hostname>] [<ip>] :Is actually using host]]></summary>
    RPL_WHOISACTUALLY = 338,
    /// <summary><![CDATA[<client> :[<reply>{ <reply>}]]]></summary>
    RPL_USERIP = 340,
    /// <summary><![CDATA[<client> <nick> <channel>]]></summary>
    RPL_INVITING = 341,
    /// <summary><![CDATA[<client> <channel> <mask>]]></summary>
    RPL_INVEXLIST = 346,
    /// <summary><![CDATA[<client> <channel> :End of Channel Invite Exception List]]></summary>
    RPL_ENDOFINVEXLIST = 347,
    /// <summary><![CDATA[<client> <channel> <mask>]]></summary>
    RPL_EXCEPTLIST = 348,
    /// <summary><![CDATA[<client> <channel> :End of channel exception list]]></summary>
    RPL_ENDOFEXCEPTLIST = 349,
    /// <summary><![CDATA[<client> <version> <server> :<comments>]]></summary>
    RPL_VERSION = 351,
    /// <summary><![CDATA[<client> <channel> <username> <host> <server> <nick> <flags> :<hopcount> <realname>]]></summary>
    RPL_WHOREPLY = 352,
    /// <summary><![CDATA[<client> <symbol> <channel> :[prefix]<nick>{ [prefix]<nick>}]]></summary>
    RPL_NAMREPLY = 353,
    /// <summary><![CDATA[<client> [token] [channel] [user] [ip] [host] [server] [nick] [flags] [hopcount] [idle] [account] [oplevel] [:realname]]]></summary>
    RPL_WHOSPCRPL = 354,
    /// <summary><![CDATA[<client> <server1> <server2> :<hopcount> <server info>]]></summary>
    RPL_LINKS = 364,
    /// <summary><![CDATA[<client> * :End of /LINKS list]]></summary>
    RPL_ENDOFLINKS = 365,
    /// <summary><![CDATA[<client> <channel> :End of /NAMES list]]></summary>
    RPL_ENDOFNAMES = 366,
    /// <summary><![CDATA[<client> <channel> <mask> [<who> <set-ts>]]]></summary>
    RPL_BANLIST = 367,
    /// <summary><![CDATA[<client> <channel> :End of channel ban list]]></summary>
    RPL_ENDOFBANLIST = 368,
    /// <summary><![CDATA[<client> <nick> :End of WHOWAS]]></summary>
    RPL_ENDOFWHOWAS = 369,
    /// <summary><![CDATA[<client> :<string>]]></summary>
    RPL_INFO = 371,
    /// <summary><![CDATA[<client> :<line of the motd>]]></summary>
    RPL_MOTD = 372,
    /// <summary><![CDATA[<client> :End of INFO list]]></summary>
    RPL_ENDOFINFO = 374,
    /// <summary><![CDATA[<client> :- <server> Message of the day - ]]></summary>
    RPL_MOTDSTART = 375,
    /// <summary><![CDATA[<client> :End of /MOTD command.]]></summary>
    RPL_ENDOFMOTD = 376,
    /// <summary><![CDATA[<client> <nick> :is connecting from *@localhost 127.0.0.1]]></summary>
    RPL_WHOISHOST = 378,
    /// <summary><![CDATA[<client> <nick> :is using modes +ailosw]]></summary>
    RPL_WHOISMODES = 379,
    /// <summary><![CDATA[<client> :You are now an IRC operator]]></summary>
    RPL_YOUREOPER = 381,
    /// <summary><![CDATA[<client> <config file> :Rehashing]]></summary>
    RPL_REHASHING = 382,
    /// <summary><![CDATA[<client> <server> [<timestamp> [<TS offset>]] :<human-readable time>]]></summary>
    RPL_TIME = 391,
    /// <summary><![CDATA[<client> :UserID   Terminal  Host]]></summary>
    RPL_USERSSTART = 392,
    /// <summary><![CDATA[<client> :<username> <ttyline> <hostname>]]></summary>
    RPL_USERS = 393,
    /// <summary><![CDATA[<client> :End of users]]></summary>
    RPL_ENDOFUSERS = 394,
    /// <summary><![CDATA[<client> :Nobody logged in]]></summary>
    RPL_NOUSERS = 395,
    /// <summary><![CDATA[<client> <host> :is now your visible host]]></summary>
    RPL_VISIBLEHOST = 396,
    /// <summary><![CDATA[<client> <command>{ <subcommand>} :<info>]]></summary>
    ERR_UNKNOWNERROR = 400,
    /// <summary><![CDATA[<client> <nickname> :No such nick/channel]]></summary>
    ERR_NOSUCHNICK = 401,
    /// <summary><![CDATA[<client> <server name> :No such server]]></summary>
    ERR_NOSUCHSERVER = 402,
    /// <summary><![CDATA[<client> <channel> :No such channel]]></summary>
    ERR_NOSUCHCHANNEL = 403,
    /// <summary><![CDATA[<client> <channel> :Cannot send to channel]]></summary>
    ERR_CANNOTSENDTOCHAN = 404,
    /// <summary><![CDATA[<client> <channel> :You have joined too many channels]]></summary>
    ERR_TOOMANYCHANNELS = 405,
    /// <summary><![CDATA[<client> <nickname> :There was no such nickname]]></summary>
    ERR_WASNOSUCHNICK = 406,
    /// <summary><![CDATA[<client> <target> :<error code> recipients. <abort message>]]></summary>
    ERR_TOOMANYTARGETS = 407,
    /// <summary><![CDATA[<client> <service name> :No such service]]></summary>
    ERR_NOSUCHSERVICE = 408,
    /// <summary><![CDATA[<client> :No origin specified]]></summary>
    ERR_NOORIGIN = 409,
    /// <summary><![CDATA[<client> <command> :Invalid CAP command]]></summary>
    ERR_INVALIDCAPCMD = 410,
    /// <summary><![CDATA[<client> :No recipient given (<command>)]]></summary>
    ERR_NORECIPIENT = 411,
    /// <summary><![CDATA[<client> :No text to send]]></summary>
    ERR_NOTEXTTOSEND = 412,
    /// <summary><![CDATA[<client> <mask> :No toplevel domain specified]]></summary>
    ERR_NOTOPLEVEL = 413,
    /// <summary><![CDATA[<client> <mask> :Wildcard in toplevel domain]]></summary>
    ERR_WILDTOPLEVEL = 414,
    /// <summary><![CDATA[<client> <mask> :Bad Server/host mask]]></summary>
    ERR_BADMASK = 415,
    /// <summary><![CDATA[<client> <command> :Output too long (try locally)]]></summary>
    ERR_TOOMANYMATCHES = 416,
    /// <summary><![CDATA[<client> :Input line was too long]]></summary>
    ERR_INPUTTOOLONG = 417,
    /// <summary><![CDATA[<client> <command> :Unknown command]]></summary>
    ERR_UNKNOWNCOMMAND = 421,
    /// <summary><![CDATA[<client> :MOTD File is missing]]></summary>
    ERR_NOMOTD = 422,
    /// <summary><![CDATA[<client> <server> :No administrative info available]]></summary>
    ERR_NOADMININFO = 423,
    /// <summary><![CDATA[<client> :No nickname given]]></summary>
    ERR_NONICKNAMEGIVEN = 431,
    /// <summary><![CDATA[<client> <nick> :Erroneus nickname]]></summary>
    ERR_ERRONEUSNICKNAME = 432,
    /// <summary><![CDATA[<client> <nick> :Nickname is already in use]]></summary>
    ERR_NICKNAMEINUSE = 433,
    /// <summary><![CDATA[<client> <nick> :Nickname collision KILL from <user>@<host>]]></summary>
    ERR_NICKCOLLISION = 436,
    /// <summary><![CDATA[<client> <nick/channel> :Nick/channel is temporarily unavailable]]></summary>
    ERR_UNAVAILRESOURCE = 437,
    /// <summary><![CDATA[<client> <nick> <channel> :They aren't on that channel]]></summary>
    ERR_USERNOTINCHANNEL = 441,
    /// <summary><![CDATA[<client> <channel> :You're not on that channel]]></summary>
    ERR_NOTONCHANNEL = 442,
    /// <summary><![CDATA[<client> <nick> <channel> :is already on channel]]></summary>
    ERR_USERONCHANNEL = 443,
    /// <summary><![CDATA[<client> <user> :User not logged in]]></summary>
    ERR_NOLOGIN = 444,
    /// <summary><![CDATA[<client> :SUMMON has been disabled]]></summary>
    ERR_SUMMONDISABLED = 445,
    /// <summary><![CDATA[<client> :USERS has been disabled]]></summary>
    ERR_USERSDISABLED = 446,
    /// <summary><![CDATA[<client> :You have not registered]]></summary>
    ERR_NOTREGISTERED = 451,
    /// <summary><![CDATA[<client> <command> :Not enough parameters]]></summary>
    ERR_NEEDMOREPARAMS = 461,
    /// <summary><![CDATA[<client> :You may not reregister]]></summary>
    ERR_ALREADYREGISTERED = 462,
    /// <summary><![CDATA[<client> :Your host isn't among the privileged]]></summary>
    ERR_NOPERMFORHOST = 463,
    /// <summary><![CDATA[<client> :Password incorrect]]></summary>
    ERR_PASSWDMISMATCH = 464,
    /// <summary><![CDATA[<client> :You are banned from this server.]]></summary>
    ERR_YOUREBANNEDCREEP = 465,
    /// <summary><![CDATA[<client> <channel> :Channel key already set]]></summary>
    ERR_KEYSET = 467,
    /// <summary><![CDATA[<client> <old channel> <new channel> :<text>]]></summary>
    ERR_LINKCHANNEL = 470,
    /// <summary><![CDATA[<client> <channel> :Cannot join channel (+l)]]></summary>
    ERR_CHANNELISFULL = 471,
    /// <summary><![CDATA[<client> <modechar> :is unknown mode char to me]]></summary>
    ERR_UNKNOWNMODE = 472,
    /// <summary><![CDATA[<client> <channel> :Cannot join channel (+i)]]></summary>
    ERR_INVITEONLYCHAN = 473,
    /// <summary><![CDATA[<client> <channel> :Cannot join channel (+b)]]></summary>
    ERR_BANNEDFROMCHAN = 474,
    /// <summary><![CDATA[<client> <channel> :Cannot join channel (+k)]]></summary>
    ERR_BADCHANNELKEY = 475,
    /// <summary><![CDATA[<client> <channel> :Bad Channel Mask]]></summary>
    ERR_BADCHANMASK = 476,
    /// <summary><![CDATA[<client> <channel> :Cannot join channel (+r)]]></summary>
    ERR_NEEDREGGEDNICK = 477,
    /// <summary><![CDATA[<client> <channel> <char> :Channel list is full]]></summary>
    ERR_BANLISTFULL = 478,
    /// <summary><![CDATA[<client> <channel> :<reason>]]></summary>
    ERR_CANNOTKNOCK = 480,
    /// <summary><![CDATA[<client> :Permission Denied- You're not an IRC operator]]></summary>
    ERR_NOPRIVILEGES = 481,
    /// <summary><![CDATA[<client> <channel> :You're not channel operator]]></summary>
    ERR_CHANOPRIVSNEEDED = 482,
    /// <summary><![CDATA[<client> :You cant kill a server!]]></summary>
    ERR_CANTKILLSERVER = 483,
    /// <summary><![CDATA[<client> :You're not the original channel operator]]></summary>
    ERR_UNIQOPRIVSNEEDED = 485,
    /// <summary><![CDATA[<client> :No O-lines for your host]]></summary>
    ERR_NOOPERHOST = 491,
    /// <summary><![CDATA[<client> :Unknown MODE flag]]></summary>
    ERR_UMODEUNKNOWNFLAG = 501,
    /// <summary><![CDATA[<client> :Cant change mode for other users]]></summary>
    ERR_USERSDONTMATCH = 502,
    /// <summary><![CDATA[<client> <subject> :No help available on this topic]]></summary>
    ERR_HELPNOTFOUND = 524,
    /// <summary><![CDATA[<client> <target chan> :Key is not well-formed]]></summary>
    ERR_INVALIDKEY = 525,
    /// <summary><![CDATA[<client> :STARTTLS successful, proceed with TLS handshake]]></summary>
    RPL_STARTTLS = 670,
    /// <summary><![CDATA[<client> <nick> :is using a secure connection]]></summary>
    RPL_WHOISSECURE = 671,
    /// <summary><![CDATA[<client> :STARTTLS failed (Wrong moon phase)]]></summary>
    ERR_STARTTLS = 691,
    /// <summary><![CDATA[<client> <target chan/user> <mode char> <parameter> :<description>]]></summary>
    ERR_INVALIDMODEPARAM = 696,
    /// <summary><![CDATA[<client> <subject> :<first line of help section>]]></summary>
    RPL_HELPSTART = 704,
    /// <summary><![CDATA[<client> <subject> :<line of help text>]]></summary>
    RPL_HELPTXT = 705,
    /// <summary><![CDATA[<client> <subject> :<last line of help text>]]></summary>
    RPL_ENDOFHELP = 706,
    /// <summary><![CDATA[<client> <channel> <nick>!<user>@<host> :has asked for an invite.]]></summary>
    RPL_KNOCK = 710,
    /// <summary><![CDATA[<client> <channel> :Your KNOCK has been delivered.]]></summary>
    RPL_KNOCKDLVR = 711,
    /// <summary><![CDATA[<client> <channel> :Too many KNOCKs]]></summary>
    ERR_TOOMANYKNOCK = 712,
    /// <summary><![CDATA[<client> <channel> :Channel is open.]]></summary>
    ERR_CHANOPEN = 713,
    /// <summary><![CDATA[<client> <channel> :You are already on that channel.]]></summary>
    ERR_KNOCKONCHAN = 714,
    /// <summary><![CDATA[<client> <nick> :is in +g mode]]></summary>
    RPL_TARGUMODEG = 716,
    /// <summary><![CDATA[<client> <nick> :has been informed that you messaged them.]]></summary>
    RPL_TARGNOTIFY = 717,
    /// <summary><![CDATA[<client> <nick> <user>@<host> :is messaging you, and you have umode +g.]]></summary>
    RPL_UMODEGMSG = 718,
    /// <summary><![CDATA[<client> <priv> :Insufficient oper privileges.]]></summary>
    ERR_NOPRIVS = 723,
    /// <summary><![CDATA[<client> <channel> q <mask> [<who> <set-ts>]]]></summary>
    RPL_QUIETLIST = 728,
    /// <summary><![CDATA[<client> <channel> q :End of channel quiet list]]></summary>
    RPL_ENDOFQUIETLIST = 729,
    /// <summary><![CDATA[<client> :target[!user@host]{,target[!user@host]}]]></summary>
    RPL_MONONLINE = 730,
    /// <summary><![CDATA[<client> :target{,target}]]></summary>
    RPL_MONOFFLINE = 731,
    /// <summary><![CDATA[<client> :target{,target}]]></summary>
    RPL_MONLIST = 732,
    /// <summary><![CDATA[<client> :End of MONITOR list]]></summary>
    RPL_ENDOFMONLIST = 733,
    /// <summary><![CDATA[<client> <limit> <targets> :Monitor list is full.]]></summary>
    ERR_MONLISTFULL = 734,
    /// <summary><![CDATA[<client> <target> <key> <visibility> :<value>]]></summary>
    RPL_WHOISKEYVALUE = 760,
    /// <summary><![CDATA[<client> <target> <key> <visibility> :<value>]]></summary>
    RPL_KEYVALUE = 761,
    /// <summary><![CDATA[<client> <target> <key> :key not set]]></summary>
    RPL_KEYNOTSET = 766,
    /// <summary><![CDATA[<client> <key>{ <key>}]]></summary>
    RPL_METADATASUBOK = 770,
    /// <summary><![CDATA[<client> <key>{ <key>}]]></summary>
    RPL_METADATAUNSUBOK = 771,
    /// <summary><![CDATA[<client> <key>{ <key>}]]></summary>
    RPL_METADATASUBS = 772,
    /// <summary><![CDATA[<client> <target> [<retry after>]]]></summary>
    RPL_METADATASYNCLATER = 774,
    /// <summary><![CDATA[<client> <nick>!<user>@<host> <account> :You are now logged in as <username>]]></summary>
    RPL_LOGGEDIN = 900,
    /// <summary><![CDATA[<client> <nick>!<user>@<host> :You are now logged out]]></summary>
    RPL_LOGGEDOUT = 901,
    /// <summary><![CDATA[<client> :You must use a nick assigned to you]]></summary>
    ERR_NICKLOCKED = 902,
    /// <summary><![CDATA[<client> :SASL authentication successful]]></summary>
    RPL_SASLSUCCESS = 903,
    /// <summary><![CDATA[<client> :SASL authentication failed]]></summary>
    ERR_SASLFAIL = 904,
    /// <summary><![CDATA[<client> :SASL message too long]]></summary>
    ERR_SASLTOOLONG = 905,
    /// <summary><![CDATA[<client> :SASL authentication aborted]]></summary>
    ERR_SASLABORTED = 906,
    /// <summary><![CDATA[<client> :You have already authenticated using SASL]]></summary>
    ERR_SASLALREADY = 907,
    /// <summary><![CDATA[<client> <mechanisms> :are available SASL mechanisms]]></summary>
    RPL_SASLMECHS = 908,
}
