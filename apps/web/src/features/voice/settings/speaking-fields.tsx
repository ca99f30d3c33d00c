'use client';
import type { SpeechState } from '@overmind/contracts/entities/speech';
import { Square, Volume2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { voiceSettings as text } from '#text/voice-settings.ts';
import { preferVoice, replyWays, useVoicePreferences } from '../preferences.ts';
import { makeLoudspeaker } from '../speaking/loudspeaker.ts';
import type { Speaker } from '../speaking/speaker.ts';

/** What is said aloud, with which voice and how fast, and how that sounds. */
export function SpeakingFields({ voices }: { voices: SpeechState['voices'] }) {
  const { replies, voice, rate } = useVoicePreferences();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={text.replies}>
        {(control) => (
          <Select
            {...control}
            value={replies}
            onChange={(event) =>
              preferVoice({ replies: replyWays.find((each) => each === event.target.value) ?? 'spoken' })
            }
          >
            {replyWays.map((way) => (
              <option key={way} value={way}>
                {text.replyWays[way]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={text.voice}>
        {(control) => (
          <Select
            {...control}
            value={voice ?? ''}
            onChange={(event) => preferVoice({ voice: event.target.value || null })}
          >
            <option value="">{text.usualVoice}</option>
            {voices.map(({ id, title, language }) => (
              <option key={id} value={id}>
                {title} ({language})
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={`${text.rate}: ${text.rateOf(rate)}`}>
        {(control) => (
          <input
            {...control}
            type="range"
            min={0.5}
            max={2}
            step={0.05}
            value={rate}
            onChange={(event) => preferVoice({ rate: Number(event.target.value) })}
            className="h-8 w-full accent-(--accent) max-md:h-11"
          />
        )}
      </Field>
      <Sample />
    </div>
  );
}

function Sample() {
  const [isSpeaking, setSpeaking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const speaker = useRef<Speaker>(null);
  useEffect(() => () => speaker.current?.dispose(), []);
  const listen = () => {
    setError(null);
    speaker.current ??= makeLoudspeaker({ onSpeaking: setSpeaking, onProblem: setError });
    speaker.current.say({ text: text.sample });
  };
  return (
    <div className="space-y-1 self-end">
      {isSpeaking ? (
        <Button onClick={() => speaker.current?.stop()}>
          <Square aria-hidden />
          {text.stop}
        </Button>
      ) : (
        <Button onClick={listen}>
          <Volume2 aria-hidden />
          {text.try}
        </Button>
      )}
      <FormError error={error} />
    </div>
  );
}
