/**
 * Which places of a machine commands may not see, and which they need. The person's home is hidden as a whole and
 * tool chains in it are shown again by name, because a list of all that is secret in a home is never complete.
 */

/** Under the home: programs and their libraries. None of them is a place where tools keep credentials. */
export const toolPlaces: readonly string[] = [
  ...['.nvm', '.fnm', '.volta', '.nodenv', '.asdf', '.npm-global', '.npm-packages', '.yarn/bin', '.bun/bin'],
  ...['.deno/bin', '.local/bin', '.local/lib', '.local/pipx', '.local/opt', 'bin', '.bin'],
  ...['.local/share/fnm', '.local/share/mise', '.local/share/rtx', '.local/share/uv', '.local/share/pnpm'],
  ...['.local/share/pipx', '.local/share/claude/versions', '.local/share/virtualenvs'],
  ...['.pyenv', '.rye', '.pixi', 'miniconda3', 'anaconda3', 'miniforge3', '.poetry', '.virtualenvs'],
  ...['.cargo/bin', '.cargo/env', '.rustup', '.ghcup/bin', '.ghcup/ghc', '.opam', '.elan', '.juliaup'],
  ...['.rbenv', '.rvm', '.gem/ruby', '.goenv', '.g', 'go/bin', 'sdk', '.sdkman', '.jenv', '.jabba', '.jdks'],
  ...['.dotnet', '.swiftly', '.nix-profile', '.linuxbrew', '.foundry/bin', '.cache/ms-playwright'],
  ...['.cache/puppeteer', '.cache/node/corepack', 'Android/Sdk', '.terminfo'],
];

/** Where a tool place holds credentials all the same. */
export const secretsAmongTools: readonly string[] = ['.asdf/.env', '.npm-global/.npmrc', '.dotnet/NuGet'];

/** Folders that belong to people and to running services. Their sockets and other people's files are there. */
export const privateFolders: readonly string[] = [
  ...['/home', '/root', '/run', '/var/run', '/Users'],
  ...['/var/lib/docker', '/var/lib/containerd', '/var/lib/kubelet', '/var/lib/postgresql', '/var/lib/mysql'],
  ...['/var/lib/redis', '/var/lib/sudo', '/var/lib/NetworkManager', '/var/lib/cloud', '/var/log'],
  ...['/var/spool', '/var/mail', '/var/backups'],
  ...['/etc/ssl/private', '/etc/sudoers.d', '/etc/kubernetes', '/etc/rancher', '/etc/wireguard'],
  ...['/etc/openvpn', '/etc/letsencrypt', '/etc/NetworkManager/system-connections', '/etc/docker'],
  ...['/etc/credstore', '/etc/credstore.encrypted', '/etc/cloud'],
];

/** In their place stands the run's own. */
export const temporaryFolders: readonly string[] = ['/tmp', '/var/tmp'];

export const privateFiles: readonly string[] = [
  ...['/etc/shadow', '/etc/shadow-', '/etc/gshadow', '/etc/gshadow-', '/etc/sudoers', '/etc/krb5.keytab'],
  ...['/etc/ssh/ssh_host_rsa_key', '/etc/ssh/ssh_host_ecdsa_key', '/etc/ssh/ssh_host_ed25519_key'],
  ...['/etc/ssh/ssh_host_dsa_key', '/etc/environment', '/etc/security/opasswd'],
  ...['/etc/.npmrc', '/etc/npmrc', '/etc/netrc', '/usr/etc/npmrc', '/usr/local/etc/npmrc'],
];

/** Inside hidden folders: what names are looked up with, and where some systems keep their programs. */
export const neededPlaces: readonly string[] = [
  ...['/run/systemd/resolve/stub-resolv.conf', '/run/systemd/resolve/resolv.conf', '/run/resolvconf'],
  ...['/run/NetworkManager/resolv.conf', '/run/NetworkManager/no-stub-resolv.conf'],
  ...['/run/current-system', '/run/opengl-driver', '/home/linuxbrew/.linuxbrew'],
];

/** A folder above one of these is too much of the machine to hide. */
export const systemPlaces: readonly string[] = [
  '/usr',
  '/bin',
  '/lib',
  '/etc',
  '/opt',
  '/System',
  '/Library',
];
