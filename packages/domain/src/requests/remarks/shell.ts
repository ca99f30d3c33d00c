const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

const programs = words(`
  npm npx yarn pnpm bun node deno git gh docker docker-compose podman kubectl helm terraform ansible ansible-playbook curl wget rm
  mv cp ls cd cat chmod chown mkdir rmdir ssh scp rsync tar unzip zip grep sed awk find xargs echo export source bash sh zsh
  python python3 pip pip3 pytest poetry uv cargo rustc go gcc javac java mvn gradle ps kill killall pkill sudo su apt apt-get
  brew yum dnf systemctl service journalctl psql mysql sqlite3 redis-cli mongosh dd mkfs shutdown reboot touch head tail less
  vim nano man which whoami pwd env df du top htop ping nc telnet dig nslookup make cmake tsc eslint vitest jest aws gcloud az
  eval exec exit crontab nohup passwd useradd iptables tee base64 openssl powershell cmd del format rundll32
`);
/** Words of English that no command line of these programs holds. */
const english = words(`
  the a an is are was to for please and with my our your this that it when should must we i you in not does do all
  task tasks test-suite again then if after before because but so they them out which what who how why
`);
/** Programs whose names are also verbs or nouns: a line of them needs a flag, a path or an operator. */
const alsoWords = words(`
  make go find kill service which head tail touch export source top man env format exit echo less cat test node
  ping su az git docker npm bash sh shutdown reboot del cmd ps exec eval zip helm uv bun java python mysql
`);
const runners = words('run execute exec do type perform invoke call launch eval');
const operators = /(?:^|\s)(?:&&|\|\||\||>>?|2>&1|;)(?=\s|$)|;\s?\w+\s+-|\$\(|\|\s?(?:sh|bash)\b/;
const dangerous =
  /(?:^|\s)(?:rm\s{1,9}-\w*[rf]|sudo\s+\w|dd\s+if=|mkfs|chmod\s+(?:-R\s+)?\d{3}|:\(\)\s?\{|>\s?\/dev\/sd|git\s+push\s+(?:-f|--force))|\|\s?(?:sudo\s+)?(?:ba)?sh(?:\s|$)/;
/** Fork bombs and what a shell runs inside a line. */
const scripts =
  /^(?:while|for|if|until)\s[^\n]{1,300};\s{0,3}(?:do|then)\s|^\.{1,2}\/[\w./-]{1,100}(?:\s|$)|^\w{1,30}(?:\.\w{1,30}){0,4}\([^)]{0,200}\);?$|^(?:bash|sh|zsh|node|python3?|source)\s+[\w./-]{1,80}\.\w{1,5}(?:\s|$)|^\w{1,20}\s[^\n]{0,100}\$(?:\(|[A-Z_]{2})/;
const bombs = /^:\(\)\s?\{|^\$\([^)]{1,200}\)$|^\w{0,20}=\S{1,100}\s\w+.{0,200}\|/;
/** A command line is short. */
const maxLength = 500;

/** Whether a text is a line for a shell rather than for a person. */
export function isShell(text: string): boolean {
  const line = text
    .trim()
    .replace(/^(?:please|can you|could you|now|just|pls)[ ,]{1,3}/i, '')
    .replace(/^`{1,3}(?:sh|bash|shell|console)?\s?|`{1,3}$/g, '');
  if (line.length > maxLength) return false;
  if (bombs.test(line) || scripts.test(line)) return true;
  if (
    /^(?:[$%#]|\w{1,30}@[\w-]{1,60}[:~$ ]{1,3}[^\n]{0,60}[$#])\s+[\w./]/.test(line) &&
    !/^#\s+\w+(?:\s\w+){3}/.test(line)
  )
    return true;
  const start = runners.has((/^\w{1,20}/.exec(line)?.[0] ?? '').toLowerCase()) ? 1 : 0;
  const [first, ...rest] = start === 0 ? line.split(/\s+/) : line.split(/\s+/).slice(1);
  const program = (first ?? '').toLowerCase().replace(/^.*\//, '');
  const isEnglish = [...rest].some((word) => english.has(word.toLowerCase()));
  if (dangerous.test(line) && (programs.has(program) || start === 1)) return true;
  if (!programs.has(program) || (first ?? '') !== (first ?? '').toLowerCase()) return false;
  const hasPath = rest.some((word) => /^[.~]{0,2}\/\S|\w\/[\w.]|\w=\S/.test(word));
  const looksTyped =
    operators.test(line) ||
    rest.some((word) => /^--?[a-z0-9]/i.test(word)) ||
    (hasPath && (!alsoWords.has(program) || rest.length < 3));
  if (isEnglish) return false;
  if (looksTyped) return start === 0 || operators.test(line);
  return start === 0 && !alsoWords.has(program)
    ? rest.length < 4 && !/[.!?]$/.test(line)
    : start === 0 && isBareCommand(program, rest);
}

const subcommands: Readonly<Record<string, ReadonlySet<string>>> = {
  npm: words('install i ci test run start publish audit update init t login exec'),
  git: words(
    'push pull status commit add log diff checkout merge rebase reset stash fetch clone branch tag init show',
  ),
  docker: words('ps build run compose push pull images rm stop exec logs up prune'),
  go: words('test build run mod vet fmt get'),
  node: words('index.js server.js main.js'),
  make: words('all clean install'),
  npx: words('vitest tsc eslint'),
  python: words('manage.py main.py setup.py'),
  bun: words('install test run'),
};

function isBareCommand(program: string, rest: readonly string[]): boolean {
  return rest.length < 5 && subcommands[program]?.has(rest[0] ?? '') === true;
}
