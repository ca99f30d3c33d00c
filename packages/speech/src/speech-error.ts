export type SpeechFault =
  /** Too much waits already; try again later. */
  | 'busy'
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

/** What went wrong with speech, in words for a person. */
export class SpeechError extends Error {
  readonly fault: SpeechFault;

  constructor(fault: SpeechFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SpeechError';
    this.fault = fault;
  }
}
