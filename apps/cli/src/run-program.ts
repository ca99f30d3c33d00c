import { type Command, CommanderError } from 'commander';
import { exitCodes, toFailure } from './failure.ts';

/** Runs one command line; sets the exit code and says what went wrong in a sentence. */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  endQuietlyOnClosedPipe();
  try {
    await program.parseAsync(argv);
  } catch (error) {
    // commander has said it already, or shown the help that was asked for.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
      return;
    }
    const failure = toFailure(error);
    process.stderr.write(`${failure.message}\n`);
    if (process.env['OVERMIND_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exitCode = failure.exitCode;
  }
}

/** `overmind … | head` closes our output early, which is no error. */
function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}
