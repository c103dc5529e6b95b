#include <tenon/sql/generate/names.hpp>

#include <algorithm>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/names.hpp>

namespace tenon::sql::generate {
namespace {

/// Keywords, and macros of the headers of Linux, C and C++, between blanks: with small letters for members and
/// enumerators.
constexpr std::string_view small_words =
    " "
    "alignas alignof alloca and and_eq asm assert assert_perror auto be16toh be32toh be64toh bitand bitor "
    "bool break case catch char char16_t char32_t char8_t class clrbit co_await co_return co_yield compl "
    "concept const const_cast consteval constexpr constinit continue d_fileno decltype default delete do "
    "double dynamic_cast else enum errno explicit export extern false float for friend goto h_addr "
    "h_errno howmany htobe16 htobe32 htobe64 htole16 htole32 htole64 if inline int isclr isset "
    "issubnormal le16toh le32toh le64toh linux long major makedev math_errhandling minor mutable "
    "namespace new noexcept not not_eq nullptr offsetof operator or or_eq powerof2 private protected "
    "pthread_cleanup_pop pthread_cleanup_pop_restore_np pthread_cleanup_push "
    "pthread_cleanup_push_defer_np public register reinterpret_cast requires return roundup s6_addr "
    "s6_addr16 s6_addr32 sa_handler sa_sigaction sched_priority setbit setjmp short si_addr si_addr_lsb "
    "si_arch si_band si_call_addr si_fd si_int si_lower si_overrun si_pid si_pkey si_ptr si_status "
    "si_stime si_syscall si_timerid si_uid si_upper si_utime si_value sigev_notify_attributes "
    "sigev_notify_function sigmask signed sigsetjmp sizeof st_atime st_ctime st_mtime static "
    "static_assert static_cast stderr stdin stdout strdupa strndupa struct switch template this "
    "thread_local throw timeradd timerclear timercmp timerisset timersub true try typedef typeid typename "
    "union unix unsigned using va_arg va_copy va_end va_start virtual void volatile wchar_t while xor "
    "xor_eq ";

/// With a capital one, for types: names that no `_` tells apart from a model's.
constexpr std::string_view capital_words =
    " "
    "ACCESSPERMS ALLPERMS B0 B1000000 B110 B115200 B1152000 B1200 B134 B150 B1500000 B1800 B19200 B200 "
    "B2000000 B230400 B2400 B2500000 B300 B3000000 B3500000 B38400 B4000000 B460800 B4800 B50 B500000 "
    "B57600 B576000 B600 B75 B921600 B9600 BRKINT BS0 BS1 BSD BSDLY BUFSIZ CANBSIZ CBAUD CBAUDEX CBRK "
    "CCEQ CDISCARD CDSUSP CEOF CEOL CEOT CERASE CFLUSH CIBAUD CINTR CKILL CLNEXT CLOCAL CMIN CMPLX CMPLXF "
    "CMPLXF128 CMPLXF32 CMPLXF32X CMPLXF64 CMPLXF64X CMPLXL CMSPAR CQUIT CR0 CR1 CR2 CR3 CRDLY CREAD "
    "CREPRINT CRPRNT CRTSCTS CS5 CS6 CS7 CS8 CSIGNAL CSIZE CSTART CSTATUS CSTOP CSTOPB CSUSP CTIME CTRL "
    "CWERASE DEBUG DEFFILEMODE DTTOIF E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EADV EAFNOSUPPORT EAGAIN "
    "EALREADY EBADE EBADF EBADFD EBADMSG EBADR EBADRQC EBADSLT EBFONT EBUSY ECANCELED ECHILD ECHO ECHOCTL "
    "ECHOE ECHOK ECHOKE ECHONL ECHOPRT ECHRNG ECOMM ECONNABORTED ECONNREFUSED ECONNRESET EDEADLK "
    "EDEADLOCK EDESTADDRREQ EDOM EDOTDOT EDQUOT EEXIST EFAULT EFBIG EHOSTDOWN EHOSTUNREACH EHWPOISON "
    "EIDRM EILSEQ EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR EISNAM EKEYEXPIRED EKEYREJECTED EKEYREVOKED "
    "EL2HLT EL2NSYNC EL3HLT EL3RST ELIBACC ELIBBAD ELIBEXEC ELIBMAX ELIBSCN ELNRNG ELOOP EMEDIUMTYPE "
    "EMFILE EMLINK EMSGSIZE EMULTIHOP ENAMETOOLONG ENAVAIL ENETDOWN ENETRESET ENETUNREACH ENFILE ENOANO "
    "ENOBUFS ENOCSI ENODATA ENODEV ENOENT ENOEXEC ENOKEY ENOLCK ENOLINK ENOMEDIUM ENOMEM ENOMSG ENONET "
    "ENOPKG ENOPROTOOPT ENOSPC ENOSR ENOSTR ENOSYS ENOTBLK ENOTCONN ENOTDIR ENOTEMPTY ENOTNAM "
    "ENOTRECOVERABLE ENOTSOCK ENOTSUP ENOTTY ENOTUNIQ ENXIO EOF EOPNOTSUPP EOVERFLOW EOWNERDEAD EPERM "
    "EPFNOSUPPORT EPIPE EPOLLERR EPOLLET EPOLLEXCLUSIVE EPOLLHUP EPOLLIN EPOLLMSG EPOLLONESHOT EPOLLOUT "
    "EPOLLPRI EPOLLRDBAND EPOLLRDHUP EPOLLRDNORM EPOLLWAKEUP EPOLLWRBAND EPOLLWRNORM EPROTO "
    "EPROTONOSUPPORT EPROTOTYPE ERANGE EREMCHG EREMOTE EREMOTEIO ERESTART ERFKILL EROFS ESHUTDOWN "
    "ESOCKTNOSUPPORT ESPIPE ESRCH ESRMNT ESTALE ESTRPIPE ETIME ETIMEDOUT ETOOMANYREFS ETXTBSY EUCLEAN "
    "EUNATCH EUSERS EWOULDBLOCK EXDEV EXFULL EXTA EXTB EXTPROC FALSE FAPPEND FASYNC FF0 FF1 FFDLY FFSYNC "
    "FIOASYNC FIOCLEX FIOGETOWN FIONBIO FIONCLEX FIONREAD FIOQSIZE FIOSETOWN FLUSHO FNDELAY FNONBLOCK "
    "HUPCL HZ I ICANON ICRNL IEXTEN IFTODT IGNBRK IGNCR IGNPAR IMAXBEL INFINITY INLCR INPCK ISIG ISTRIP "
    "IUCLC IUTF8 IXANY IXOFF IXON MAX MAXFLOAT MAXHOSTNAMELEN MAXNAMLEN MAXPATHLEN MAXSYMLINKS MIN "
    "MINSIGSTKSZ NAN NBBY NCARGS NCC NCCS NDEBUG NFDBITS NGREG NGROUPS NL0 NL1 NLDLY NODEV NOFILE NOFLSH "
    "NOGROUP NSIG NULL NZERO OCRNL OFDEL OFILL OLCUC ONLCR ONLRET ONOCR OPOST PARENB PARMRK PARODD PENDIN "
    "POLLERR POLLHUP POLLIN POLLMSG POLLNVAL POLLOUT POLLPRI POLLRDBAND POLLRDHUP POLLRDNORM POLLREMOVE "
    "POLLWRBAND POLLWRNORM PRIX16 PRIX32 PRIX64 PRIX8 PRIXFAST16 PRIXFAST32 PRIXFAST64 PRIXFAST8 "
    "PRIXLEAST16 PRIXLEAST32 PRIXLEAST64 PRIXLEAST8 PRIXMAX PRIXPTR PRId16 PRId32 PRId64 PRId8 PRIdFAST16 "
    "PRIdFAST32 PRIdFAST64 PRIdFAST8 PRIdLEAST16 PRIdLEAST32 PRIdLEAST64 PRIdLEAST8 PRIdMAX PRIdPTR "
    "PRIi16 PRIi32 PRIi64 PRIi8 PRIiFAST16 PRIiFAST32 PRIiFAST64 PRIiFAST8 PRIiLEAST16 PRIiLEAST32 "
    "PRIiLEAST64 PRIiLEAST8 PRIiMAX PRIiPTR PRIo16 PRIo32 PRIo64 PRIo8 PRIoFAST16 PRIoFAST32 PRIoFAST64 "
    "PRIoFAST8 PRIoLEAST16 PRIoLEAST32 PRIoLEAST64 PRIoLEAST8 PRIoMAX PRIoPTR PRIu16 PRIu32 PRIu64 PRIu8 "
    "PRIuFAST16 PRIuFAST32 PRIuFAST64 PRIuFAST8 PRIuLEAST16 PRIuLEAST32 PRIuLEAST64 PRIuLEAST8 PRIuMAX "
    "PRIuPTR PRIx16 PRIx32 PRIx64 PRIx8 PRIxFAST16 PRIxFAST32 PRIxFAST64 PRIxFAST8 PRIxLEAST16 "
    "PRIxLEAST32 PRIxLEAST64 PRIxLEAST8 PRIxMAX PRIxPTR SCNd16 SCNd32 SCNd64 SCNd8 SCNdFAST16 SCNdFAST32 "
    "SCNdFAST64 SCNdFAST8 SCNdLEAST16 SCNdLEAST32 SCNdLEAST64 SCNdLEAST8 SCNdMAX SCNdPTR SCNi16 SCNi32 "
    "SCNi64 SCNi8 SCNiFAST16 SCNiFAST32 SCNiFAST64 SCNiFAST8 SCNiLEAST16 SCNiLEAST32 SCNiLEAST64 "
    "SCNiLEAST8 SCNiMAX SCNiPTR SCNo16 SCNo32 SCNo64 SCNo8 SCNoFAST16 SCNoFAST32 SCNoFAST64 SCNoFAST8 "
    "SCNoLEAST16 SCNoLEAST32 SCNoLEAST64 SCNoLEAST8 SCNoMAX SCNoPTR SCNu16 SCNu32 SCNu64 SCNu8 SCNuFAST16 "
    "SCNuFAST32 SCNuFAST64 SCNuFAST8 SCNuLEAST16 SCNuLEAST32 SCNuLEAST64 SCNuLEAST8 SCNuMAX SCNuPTR "
    "SCNx16 SCNx32 SCNx64 SCNx8 SCNxFAST16 SCNxFAST32 SCNxFAST64 SCNxFAST8 SCNxLEAST16 SCNxLEAST32 "
    "SCNxLEAST64 SCNxLEAST8 SCNxMAX SCNxPTR SIGABRT SIGALRM SIGBUS SIGCHLD SIGCLD SIGCONT SIGFPE SIGHUP "
    "SIGILL SIGINT SIGIO SIGIOT SIGKILL SIGPIPE SIGPOLL SIGPROF SIGPWR SIGQUIT SIGRTMAX SIGRTMIN SIGSEGV "
    "SIGSTKFLT SIGSTKSZ SIGSTOP SIGSYS SIGTERM SIGTRAP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGUSR1 SIGUSR2 "
    "SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ SIOCADDDLCI SIOCADDMULTI SIOCADDRT SIOCATMARK SIOCDARP "
    "SIOCDELDLCI SIOCDELMULTI SIOCDELRT SIOCDEVPRIVATE SIOCDIFADDR SIOCDRARP SIOCGARP SIOCGIFADDR "
    "SIOCGIFBR SIOCGIFBRDADDR SIOCGIFCONF SIOCGIFCOUNT SIOCGIFDSTADDR SIOCGIFENCAP SIOCGIFFLAGS "
    "SIOCGIFHWADDR SIOCGIFINDEX SIOCGIFMAP SIOCGIFMEM SIOCGIFMETRIC SIOCGIFMTU SIOCGIFNAME SIOCGIFNETMASK "
    "SIOCGIFPFLAGS SIOCGIFSLAVE SIOCGIFTXQLEN SIOCGPGRP SIOCGRARP SIOCPROTOPRIVATE SIOCRTMSG SIOCSARP "
    "SIOCSIFADDR SIOCSIFBR SIOCSIFBRDADDR SIOCSIFDSTADDR SIOCSIFENCAP SIOCSIFFLAGS SIOCSIFHWADDR "
    "SIOCSIFHWBROADCAST SIOCSIFLINK SIOCSIFMAP SIOCSIFMEM SIOCSIFMETRIC SIOCSIFMTU SIOCSIFNAME "
    "SIOCSIFNETMASK SIOCSIFPFLAGS SIOCSIFSLAVE SIOCSIFTXQLEN SIOCSPGRP SIOCSRARP SIOGIFINDEX SNAN SNANF "
    "SNANF128 SNANF32 SNANF32X SNANF64 SNANF64X SNANL SOMAXCONN TAB0 TAB1 TAB2 TAB3 TABDLY TCFLSH TCGETA "
    "TCGETS TCGETS2 TCGETX TCIFLUSH TCIOFF TCIOFLUSH TCION TCOFLUSH TCOOFF TCOON TCSADRAIN TCSAFLUSH "
    "TCSANOW TCSBRK TCSBRKP TCSETA TCSETAF TCSETAW TCSETS TCSETS2 TCSETSF TCSETSF2 TCSETSW TCSETSW2 "
    "TCSETX TCSETXF TCSETXW TCXONC TIOCCBRK TIOCCONS TIOCEXCL TIOCGDEV TIOCGETD TIOCGEXCL TIOCGICOUNT "
    "TIOCGISO7816 TIOCGLCKTRMIOS TIOCGPGRP TIOCGPKT TIOCGPTLCK TIOCGPTN TIOCGPTPEER TIOCGRS485 "
    "TIOCGSERIAL TIOCGSID TIOCGSOFTCAR TIOCGWINSZ TIOCINQ TIOCLINUX TIOCMBIC TIOCMBIS TIOCMGET TIOCMIWAIT "
    "TIOCMSET TIOCNOTTY TIOCNXCL TIOCOUTQ TIOCPKT TIOCSBRK TIOCSCTTY TIOCSERCONFIG TIOCSERGETLSR "
    "TIOCSERGETMULTI TIOCSERGSTRUCT TIOCSERGWILD TIOCSERSETMULTI TIOCSERSWILD TIOCSETD TIOCSIG "
    "TIOCSISO7816 TIOCSLCKTRMIOS TIOCSPGRP TIOCSPTLCK TIOCSRS485 TIOCSSERIAL TIOCSSOFTCAR TIOCSTI "
    "TIOCSWINSZ TIOCVHANGUP TOSTOP TRUE VDISCARD VEOF VEOL VEOL2 VERASE VINTR VKILL VLNEXT VMIN VQUIT "
    "VREPRINT VSTART VSTOP VSUSP VSWTC VT0 VT1 VTDLY VTIME VWERASE WCONTINUED WCOREDUMP WCOREFLAG WEOF "
    "WEXITED WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WNOWAIT WSTOPPED WSTOPSIG "
    "WTERMSIG WUNTRACED XCASE XTABS ";

/// Functions, types and variables of C and POSIX, which stand where a client's namespace would: those without digits
/// and `_`, and without the variants of a function for other types.
constexpr std::string_view global_names =
    " "
    "abort abs accept access acct acos acosh addrinfo adjtime alarm alphasort asctime asin asinh asprintf "
    "atan atanh atexit atof atoi atol basename bcmp bcopy bind bindresvport brk bsearch btowc bzero "
    "calloc canonicalize cbrt ceil cfgetispeed cfgetospeed cfmakeraw cfsetispeed cfsetospeed cfsetspeed "
    "chdir chmod chown chroot clearenv clearerr clock clone close closedir closefrom closelog cmsghdr "
    "confstr connect copysign cos cosh creat crypt ctermid ctime cuserid daddl daemon daylight ddivl "
    "dfmal difftime dirent dirfd div dladdr dlclose dlerror dlinfo dlmopen dlopen dlsym dlvsym dmull "
    "dprintf drem dsqrtl dsubl dup duplocale dysize eaccess ecvt endhostent endnetent endnetgrent "
    "endprotoent endrpcent endservent endusershell environ erf erfc euidaccess eventfd execl execle "
    "execlp execv execve execveat execvp execvpe exit exp fabs faccessat fadd fallocate fchdir fchmod "
    "fchmodat fchown fchownat fclose fcloseall fcntl fcvt fdatasync fdim fdiv fdopen fdopendir feof "
    "ferror fexecve fflush ffma ffs fgetc fgetpos fgets fgetwc fgetws fileno finite flock flockfile floor "
    "fma fmax fmaximum fmaxmag fmemopen fmin fminimum fminmag fmod fmul fopen fopencookie fork fpathconf "
    "fpclassify fprintf fputc fputs fputwc fputws fread free freeaddrinfo freelocale freopen frexp fromfp "
    "fromfpx fscanf fseek fseeko fsetpos fsqrt fstat fstatat fsub fsync ftell ftello ftruncate "
    "ftrylockfile funlockfile futimens futimes futimesat fwide fwprintf fwrite fwscanf gaicb gamma gcvt "
    "getaddrinfo getc getchar getcpu getcwd getdate getdelim getdirentries getdomainname getdtablesize "
    "getegid getentropy getenv geteuid getgid getgroups gethostbyaddr gethostbyname gethostent gethostid "
    "gethostname getitimer getline getloadavg getlogin getnameinfo getnetbyaddr getnetbyname getnetent "
    "getnetgrent getopt getpagesize getpass getpayload getpeername getpgid getpgrp getpid getppid "
    "getpriority getprotobyname getprotobynumber getprotoent getpt getresgid getresuid getrlimit "
    "getrpcbyname getrpcbynumber getrpcent getrusage getservbyname getservbyport getservent getsid "
    "getsockname getsockopt getsourcefilter getsubopt gettid gettimeofday getuid getumask getusershell "
    "getw getwc getwchar getwd gmtime grantpt gsignal herror hostent hstrerror htonl htons hypot ilogb "
    "imaxabs imaxdiv index initstate innetgr ioctl iovec iruserok isalnum isalpha isascii isatty isblank "
    "iscanonical iscntrl isctype isdigit iseqsig isfdtype isfinite isgraph isgreater isgreaterequal isinf "
    "isless islessequal islessgreater islower isnan isnormal isprint ispunct issignaling isspace "
    "isunordered isupper isxdigit iszero itimerspec itimerval jn kill killpg labs lchmod lchown lconv "
    "ldexp ldiv lerp lgamma linger link linkat listen llabs lldiv llogb llrint llround localeconv "
    "localtime lockf log logb longjmp lrint lround lseek lstat lutimes madvise malloc mblen mbrlen "
    "mbrtowc mbsinit mbsnrtowcs mbsrtowcs mbstowcs mbtowc memccpy memchr memcmp memcpy memfrob memmem "
    "memmove mempcpy memrchr memset mincore mkdir mkdirat mkdtemp mkfifo mkfifoat mknod mknodat mkostemp "
    "mkostemps mkstemp mkstemps mktemp mktime mlock mlockall mmap mmsghdr modf mprotect mremap msghdr "
    "msync munlock munlockall munmap nan nanosleep nearbyint netent newlocale nextafter nextdown "
    "nexttoward nextup nice ntohl ntohs obstack open openat opendir openlog optarg opterr optind optopt "
    "osockaddr pathconf pause pclose perror pipe poll pollfd popen pow ppoll pread preadv printf prlimit "
    "profil protoent pselect psiginfo psignal ptsname putc putchar putenv puts putw putwc putwchar pwrite "
    "pwritev qecvt qfcvt qgcvt qsort raise rand random rawmemchr rcmd read readahead readdir readlink "
    "readlinkat readv realloc reallocarray realpath recv recvfrom recvmmsg recvmsg remainder remove "
    "remquo rename renameat revoke rewind rewinddir rexec rindex rint rlimit rmdir round roundeven rpcent "
    "rpmatch rresvport rusage ruserok sbrk scalb scalbln scalbn scandir scandirat scanf seekdir select "
    "send sendmmsg sendmsg sendto servent setbuf setbuffer setdomainname setegid setenv seteuid setgid "
    "sethostent sethostid sethostname setitimer setlinebuf setlocale setlogin setlogmask setnetent "
    "setnetgrent setns setpayload setpayloadsig setpgid setpgrp setpriority setprotoent setregid "
    "setresgid setresuid setreuid setrlimit setrpcent setservent setsid setsockopt setsourcefilter "
    "setstate settimeofday setuid setusershell setvbuf shutdown sigaction sigaddset sigaltstack sigandset "
    "sigblock sigcontext sigdelset sigemptyset sigevent sigfillset siggetmask sighold sigignore "
    "siginterrupt sigisemptyset sigismember siglongjmp signal signbit signgam significand sigorset "
    "sigpause sigpending sigprocmask sigqueue sigrelse sigreturn sigset sigsetmask sigstack sigsuspend "
    "sigtimedwait sigval sigwait sigwaitinfo sin sincos sinh sleep snprintf sockaddr sockatmark socket "
    "socketpair splice sprintf sqrt srand srandom sscanf ssignal stat statx stpcpy stpncpy strcasecmp "
    "strcasestr strcat strchr strchrnul strcmp strcoll strcpy strcspn strdup strerror strfromd strfromf "
    "strfroml strfry strftime strlen strncasecmp strncat strncmp strncpy strndup strnlen strpbrk strptime "
    "strrchr strsep strsignal strspn strstr strtod strtof strtoimax strtok strtol strtold strtoq strtoul "
    "strtoumax strtouq strverscmp strxfrm swab swprintf swscanf symlink symlinkat sync syncfs syscall "
    "sysconf syslog system tan tanh tcdrain tcflow tcflush tcgetattr tcgetpgrp tcgetsid tcphdr "
    "tcsendbreak tcsetattr tcsetpgrp tee telldir tempnam termio termios tgamma tgkill time timegm "
    "timelocal timespec timeval timex timezone tm tmpfile tmpnam toascii tolower totalorder totalordermag "
    "toupper trunc truncate ttyname ttyslot tzname tzset ualarm ucred ufromfp ufromfpx uint ulong umask "
    "ungetc ungetwc unlink unlinkat unlockpt unsetenv unshare uselocale ushort usleep utimensat utimes "
    "valloc vasprintf vdprintf versionsort vfork vfprintf vfscanf vfwprintf vfwscanf vhangup vmsplice "
    "vprintf vscanf vsnprintf vsprintf vsscanf vswprintf vswscanf vsyslog vwprintf vwscanf wait waitid "
    "waitpid wcpcpy wcpncpy wcrtomb wcscasecmp wcscat wcschr wcschrnul wcscmp wcscoll wcscpy wcscspn "
    "wcsdup wcsftime wcslen wcsncasecmp wcsncat wcsncmp wcsncpy wcsnlen wcsnrtombs wcspbrk wcsrchr "
    "wcsrtombs wcsspn wcsstr wcstod wcstof wcstoimax wcstok wcstol wcstold wcstombs wcstoq wcstoul "
    "wcstoumax wcstouq wcswcs wcswidth wcsxfrm wctob wctomb wcwidth winsize wmemchr wmemcmp wmemcpy "
    "wmemmove wmempcpy wmemset wprintf write writev wscanf yn ";

bool holds(std::string_view words, std::string_view name) {
  return words.find(" " + std::string(name) + " ") != std::string_view::npos;
}

bool is_usable(std::string_view name) { return !holds(small_words, name) && !holds(capital_words, name); }

std::string usable(std::string name) {
  if (!is_usable(name)) name += '_';
  return name;
}

}  // namespace

std::string member_name(std::string_view name) {
  if (name == "AND" || name == "OR" || name == "NOT" || name == "also") return std::string(name) + "_";
  return usable(text::snake_case(name));
}

std::string type_name(std::string_view name) { return usable(text::pascal_case(name)); }

std::string enumerator_name(std::string_view name) {
  const bool has_lower = std::any_of(name.begin(), name.end(), [](char c) { return text::is_lower(c); });
  return usable(has_lower ? text::snake_case(name) : text::to_lower(name));
}

bool is_namespace_name(std::string_view name) {
  if (name.empty() || !text::is_lower(name.front()) || name == "tenon" || name == "std") return false;
  for (const char c : name) {
    if (!text::is_lower(c) && !text::is_digit(c) && c != '_') return false;
  }
  return is_usable(name) && !holds(global_names, name);
}

std::string Names::give(const std::string& wanted, std::string_view own) {
  if (taken_.insert(wanted).second) return wanted;
  std::string name(own);
  if (is_usable(name) && text::is_lower(name.front()) == text::is_lower(wanted.front()) && taken_.insert(name).second) {
    return name;
  }
  for (int i = 2;; ++i) {
    name = wanted + (wanted.ends_with('_') ? "" : "_") + std::to_string(i);
    if (taken_.insert(name).second) return name;
  }
}

std::vector<std::string> Names::give_all(const std::vector<std::string_view>& own,
                                         std::string (*name)(std::string_view)) {
  std::vector<std::string> names(own.size());
  for (const bool as_it_is : {true, false}) {  // who is called so in the schema keeps the name
    for (std::size_t i = 0; i < own.size(); ++i) {
      const std::string wanted = name(own[i]);
      if ((wanted == own[i]) == as_it_is) names[i] = give(wanted, own[i]);
    }
  }
  return names;
}

}  // namespace tenon::sql::generate
