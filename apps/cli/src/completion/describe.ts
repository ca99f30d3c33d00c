import type { Command } from 'commander';

/** One command with what can follow it. */
export interface CommandWords {
  /** e.g. `['runs', 'logs']`; empty for the program itself. */
  path: string[];
  summary: string;
  subcommands: string[];
  flags: string[];
}

export function describeCommands(command: Command, path: string[] = []): CommandWords[] {
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command).filter((each) => each.name() !== 'help');
  const own: CommandWords = {
    path,
    summary: command.summary() || command.description(),
    subcommands: subcommands.map((each) => each.name()),
    flags: help.visibleOptions(command).flatMap((option) => (option.long ? [option.long] : [])),
  };
  return [own, ...subcommands.flatMap((each) => describeCommands(each, [...path, each.name()]))];
}
