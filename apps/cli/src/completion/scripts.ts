import type { CommandWords } from './describe.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const words = ({ subcommands, flags }: CommandWords): string => [...subcommands, ...flags].join(' ');
const isGroup = ({ path, subcommands }: CommandWords): boolean => path.length > 0 && subcommands.length > 0;

/** `$1` and `$2` of the line decide, `$2` only below a command that has subcommands. */
function cases(commands: readonly CommandWords[]): string {
  return commands
    .map((command) => `    '${command.path.join(' ')}') words='${words(command)}' ;;`)
    .join('\n');
}

function bash(commands: readonly CommandWords[]): string {
  const groups = commands.filter(isGroup).map(({ path }) => path.join(' '));
  return `# bash completion for overmind
_overmind() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' words=''
  [ "$COMP_CWORD" -gt 1 ] && path="\${COMP_WORDS[1]}"
  case "$path" in
    ${groups.join('|')}) [ "$COMP_CWORD" -gt 2 ] && [[ "\${COMP_WORDS[2]}" != -* ]] && path="$path \${COMP_WORDS[2]}" ;;
  esac
  case "$path" in
${cases(commands)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _overmind overmind`;
}

const zsh = (commands: readonly CommandWords[]): string =>
  `#compdef overmind\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;

const quoted = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

function fish(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => {
    const condition = fishCondition(command, commands);
    return [
      ...command.subcommands.map((name) => {
        const summary =
          commands.find(({ path }) => path.join(' ') === [...command.path, name].join(' '))?.summary ?? '';
        return `complete -c overmind -n ${quoted(condition)} -f -a ${name} -d ${quoted(summary)}`;
      }),
      ...command.flags.map((flag) => `complete -c overmind -n ${quoted(condition)} -l ${flag.slice(2)}`),
    ];
  });
  return ['# fish completion for overmind', ...lines].join('\n');
}

function fishCondition({ path, subcommands }: CommandWords, commands: readonly CommandWords[]): string {
  if (path.length === 0) return '__fish_use_subcommand';
  const seen = path.map((name) => `__fish_seen_subcommand_from ${name}`);
  const below =
    path.length === 1 && commands.some((each) => each.path.length === 2 && each.path[0] === path[0]);
  return [...seen, ...(below ? [`not __fish_seen_subcommand_from ${subcommands.join(' ')}`] : [])].join(
    '; and ',
  );
}

const writers = { bash, zsh, fish } satisfies Record<Shell, unknown>;

export const writeScript = (shell: Shell, commands: readonly CommandWords[]): string =>
  writers[shell](commands);
