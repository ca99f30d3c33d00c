'use client';
import type { SpeechState } from '@overmind/contracts/entities/speech';
import { Square, Volume2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { voiceSettings as text } from '#text/voice-settings.ts';
import { preferVoice, replyWays, useVoicePreferences } from '../preferences.ts';
import { makeLoudspeaker } from '../speaking/loudspeaker.ts';
import type { Speaker } from '../speaking/speaker.ts';
import { VoiceSelect } from './voice-select.tsx';

/** What is said aloud, with which voice and how fast, and how that sounds. */
export function SpeakingFields({ voices }: { voices: SpeechState['voices'] }) {
  const { replies, voice, rate } = useVoicePreferences();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <ChoiceSelect
        label={text.replies}
        options={optionsOf(replyWays, text.replyWays)}
        value={replies}
        onChange={(way) => preferVoice({ replies: way })}
      />
      <VoiceSelect
        label={text.voice}
        usual={text.usualVoice}
        gone={text.goneVoice}
        voices={voices}
        value={voice ?? ''}
        onChange={(id) => preferVoice({ voice: id === '' ? null : id })}
      />
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
