import { Argument, type Command } from 'commander';
import { describeCommands } from '../../completion/describe.ts';
import { type Shell, shells, writeScript } from '../../completion/scripts.ts';
import { printLine } from '../../output/print.ts';

export function addCompletion(program: Command): void {
  program
    .command('completion')
    .summary('completion for your shell')
    .description('Prints a completion script for a shell.')
    .addArgument(new Argument('<shell>').choices(shells))
    .addHelpText(
      'after',
      '\nExample:\n  $ overmind completion bash > ~/.local/share/bash-completion/completions/overmind',
    )
    .action((shell: Shell) => printLine(writeScript(shell, describeCommands(program))));
}
