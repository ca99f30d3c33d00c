import { isIP } from 'node:net';

/** A service of another program or machine that hears and, where it has a model for it, speaks. */
export interface ProviderSettings {
  /** Where recordings are sent. */
  hears: URL;
  hearingModel: string;
  /** Null for one that only hears: then this machine speaks. */
  speaks: { url: URL; model: string; voices: string[] } | null;
  key: string | null;
  /** Whether the settings name a place in a private network; else only public addresses are called. */
  mayBePrivate: boolean;
}

export type SpeechSettings =
  | { kind: 'local' }
  | { kind: 'off' }
  | { kind: 'provider'; provider: ProviderSettings };

const openAiVoices = ['alloy', 'echo', 'fable', 'nova', 'onyx', 'shimmer'];

/**
 * `SPEECH`: `auto` (the models of this machine), `off`, `openai` (`OPENAI_API_KEY`, `OPENAI_BASE_URL`), or the URL of
 * a service that speaks the same (`…/v1`, key in `SPEECH_API_KEY`) or of a whisper.cpp server (`…/inference`). Throws
 * a sentence for a person.
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
      mayBePrivate: namesPrivatePlace(base),
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

/** An address as such, this machine, or a name without a dot, as containers have: whoever wrote it meant it. */
function namesPrivatePlace({ hostname }: URL): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || !hostname.includes('.');
}
