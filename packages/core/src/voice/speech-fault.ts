import { AppError } from '@overmind/contracts/errors';
import { SpeechError } from '@overmind/speech/speech-error';

/** A while, where the service did not say; some say a month. */
const retryAfterOf = ({ retryAfterMs }: SpeechError): number =>
  Math.min(3_600, Math.ceil((retryAfterMs ?? 30_000) / 1000));

/** What speech says of itself, as the error a person gets; anything else comes back as it is. */
export function fromSpeech(error: unknown): unknown {
  if (!(error instanceof SpeechError)) return error;
  switch (error.fault) {
    case 'busy':
      return new AppError('unavailable', error.message, { retryAfterS: 2, cause: error });
    case 'limited':
      return new AppError('unavailable', error.message, { retryAfterS: retryAfterOf(error), cause: error });
    case 'bad_audio':
      return new AppError('unsupported_media_type', error.message, { cause: error });
    case 'voice_unknown':
    case 'language_unknown':
      return new AppError('invalid', error.message, { cause: error });
    case 'not_allowed':
      return new AppError('rule_violated', error.message, { rule: 'voice.not_allowed', cause: error });
    case 'no_model':
    case 'failed':
    case 'interrupted':
    case 'aborted':
      return new AppError('unavailable', error.message, { cause: error });
  }
}
