import { isIP } from 'node:net';
import { isLocalUrl } from '@overmind/outbound/addresses';
import type { Reach } from '@overmind/outbound/pinned-lookup';
import type { SpeechPrivacy } from '../speech.ts';

/** A service of another program or machine that hears and, where it has a model for it, speaks. */
export interface ProviderSettings {
  /** Where recordings are sent. */
  hears: URL;
  hearingModel: string;
  /** Null for one that only hears: then this machine speaks. */
  speaks: { url: URL; model: string; voices: string[] } | null;
  key: string | null;
  /** Private addresses only where the settings name one, and no others where what is heard may go nowhere else. */
  reach: Reach;
  privacy: SpeechPrivacy;
}

export type SpeechSettings =
  | { kind: 'local' }
  | { kind: 'off' }
  | { kind: 'provider'; provider: ProviderSettings };

/** What settings of speech are named: all that `readSpeechSettings` and `modelPlaces` read. */
export const speechVariables = [
  ...(['SPEECH', 'SPEECH_API_KEY', 'SPEECH_RECOGNITION_MODEL', 'SPEECH_VOICE_MODEL'] as const),
  ...(['SPEECH_SERVES_ITSELF', 'SPEECH_VOICES', 'SPEECH_MODEL_DIR'] as const),
  ...(['OPENAI_API_KEY', 'OPENAI_BASE_URL'] as const),
];

const openAiVoices = ['alloy', 'echo', 'fable', 'nova', 'onyx', 'shimmer'];

/**
 * `SPEECH`: `auto` (the models of this machine), `off`, `openai` (`OPENAI_API_KEY`, `OPENAI_BASE_URL`), or the URL of
 * a service that speaks the same (`…/v1`, key in `SPEECH_API_KEY`; with `SPEECH_SERVES_ITSELF` it passes nothing on) or
 * of a whisper.cpp server (`…/inference`). Throws a sentence for a person.
 */
export function readSpeechSettings(env: NodeJS.ProcessEnv): SpeechSettings {
  const chosen = env['SPEECH'] || 'auto';
  if (chosen === 'auto') return { kind: 'local' };
  if (chosen === 'off') return { kind: 'off' };
  if (chosen === 'openai') {
    const key = env['OPENAI_API_KEY'];
    if (!key) throw new Error('SPEECH=openai needs OPENAI_API_KEY.');
    return provider(env['OPENAI_BASE_URL'] || 'https://api.openai.com/v1', key, 'tts-1', env);
  }
  return provider(chosen, env['SPEECH_API_KEY'] || null, null, env);
}

function provider(
  address: string,
  key: string | null,
  defaultVoiceModel: string | null,
  env: NodeJS.ProcessEnv,
): SpeechSettings {
  const base = readUrl(address);
  const takesOnlyFiles = base.pathname.endsWith('/inference');
  const voiceModel = env['SPEECH_VOICE_MODEL'] || defaultVoiceModel;
  const voices = env['SPEECH_VOICES']?.split(',').map((voice) => voice.trim()) ?? openAiVoices;
  return {
    kind: 'provider',
    provider: {
      hears: takesOnlyFiles ? base : below(base, 'audio/transcriptions'),
      hearingModel: env['SPEECH_RECOGNITION_MODEL'] || 'whisper-1',
      speaks:
        takesOnlyFiles || voiceModel === null
          ? null
          : { url: below(base, 'audio/speech'), model: voiceModel, voices },
      key,
      ...placeOf(base, takesOnlyFiles || isYes(env['SPEECH_SERVES_ITSELF'])),
    },
  };
}

function readUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error('SPEECH has to be auto, off, openai or the http(s) URL of a service.');
  }
  if (url.username || url.password) throw new Error('SPEECH has a password in its URL: use SPEECH_API_KEY.');
  return url;
}

const below = (base: URL, path: string): URL => new URL(`${base.href.replace(/\/+$/, '')}/${path}`);

const isYes = (value: string | undefined): boolean => value === 'true' || value === '1';

/** Its terms say that what its API is sent trains no model: openai.com/policies/business-terms. */
const untrainedHosts: readonly string[] = ['api.openai.com'];

/**
 * As for models: what is near by is local only where it is known to pass nothing on, and then it is called nowhere else.
 */
function placeOf(base: URL, servesItself: boolean): Pick<ProviderSettings, 'reach' | 'privacy'> {
  const isNear = isLocalUrl(base.href) || isBareName(base);
  if (isNear && servesItself) return { reach: 'local', privacy: 'local_only' };
  const isPrivate = isIP(hostOf(base)) !== 0 || isBareName(base);
  const isUntrained = untrainedHosts.includes(base.hostname);
  return { reach: isPrivate ? 'any' : 'public', privacy: isUntrained ? 'no_training' : 'any' };
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** This machine, or a name as containers have: whoever wrote it meant it. */
const isBareName = (url: URL): boolean => isIP(hostOf(url)) === 0 && !url.hostname.includes('.');
