export type SpeechFault =
  /** Too much waits already; try again later. */
  | 'busy'
  /** A service takes no more for now: it is asked too often, or what was paid for is used up. */
  | 'limited'
  /** The rules of the project keep from the service what it would be sent. */
  | 'not_allowed'
  /** No model, or one whose files are not what the manifest says. */
  | 'no_model'
  | 'language_unknown'
  | 'voice_unknown'
  /** The audio holds nothing that can be heard: no samples, or not audio. */
  | 'bad_audio'
  /** What was being spoken is lost, since the process that heard it ended; a new stream can be opened at once. */
  | 'interrupted'
  /** The process or the service that does it failed, also when tried again. */
  | 'failed'
  | 'aborted';

interface SpeechErrorOptions extends ErrorOptions {
  retryAfterMs?: number | null;
}

/** What went wrong with speech, in words for a person. */
export class SpeechError extends Error {
  readonly fault: SpeechFault;
  /** When to ask again, where a service said so. */
  readonly retryAfterMs: number | null;

  constructor(fault: SpeechFault, message: string, options: SpeechErrorOptions = {}) {
    super(message, options);
    this.name = 'SpeechError';
    this.fault = fault;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
