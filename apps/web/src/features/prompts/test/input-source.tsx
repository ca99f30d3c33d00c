import type { TestInput } from '@overmind/contracts/entities/prompt-test';
import { promptTest as text } from '#text/prompt-test.ts';

/** Which run an input is of, and which version was used then, where these are known. */
export const InputSource = ({ input: { run, version } }: { input: Pick<TestInput, 'run' | 'version'> }) => (
  <>
    {run === null ? null : <span>{text.ofRun(run.task_key, run.attempt)}</span>}
    {version === null ? null : <span>{text.of(version)}</span>}
  </>
);
