export const microphoneProblems = [
  'refused',
  'none',
  'in_use',
  'insecure',
  'unsupported',
  'unplugged',
  'broken',
] as const;
export type MicrophoneProblem = (typeof microphoneProblems)[number];

/** There is no sound to be had, and which help fits. */
export class MicrophoneError extends Error {
  readonly problem: MicrophoneProblem;

  constructor(problem: MicrophoneProblem, options: ErrorOptions = {}) {
    super(`microphone: ${problem}`, options);
    this.problem = problem;
  }
}

/** Names that browsers give, old ones of Chrome and Firefox among them. */
const problemsByName: Record<string, MicrophoneProblem> = {
  NotAllowedError: 'refused',
  PermissionDeniedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none',
  DevicesNotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'in_use',
  TrackStartError: 'in_use',
  AbortError: 'in_use',
};

export const problemOf = (error: unknown): MicrophoneProblem =>
  error instanceof MicrophoneError
    ? error.problem
    : ((error instanceof Error ? problemsByName[error.name] : undefined) ?? 'broken');
