'use client';
import { voiceModes } from '@overmind/contracts/entities/voice-rules';
import { getSpeech } from '@overmind/contracts/routes/recordings';
import { FormError } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { ChoiceList } from '#features/project-settings/choice-list.tsx';
import { SwitchLine } from '#features/project-settings/switch-line.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { voiceSettings as text } from '#text/voice-settings.ts';
import { canListenPieceByPiece } from '../capture/microphone.ts';
import { preferVoice, useVoicePreferences } from '../preferences.ts';
import { DeviceField } from './device-field.tsx';
import { EngineHealth } from './engine-health.tsx';
import { LanguageField, TalkKeyField } from './listening-fields.tsx';
import { SpeakingFields } from './speaking-fields.tsx';

const modes = ['as_project', ...voiceModes] as const;

/** What the server can do with voices, and how this browser listens and speaks. */
export function VoiceSettings() {
  const speech = useRoute(getSpeech, {});
  const preferences = useVoicePreferences();
  return (
    <div className="space-y-5">
      {speech.isPending ? <Skeleton className="h-14" /> : null}
      <FormError error={speech.error} />
      {speech.data === undefined ? null : <EngineHealth speech={speech.data} />}
      <SwitchLine
        label={text.on}
        hint={text.onHint}
        isOn={preferences.isOn}
        onChange={(isOn) => preferVoice({ isOn })}
      />
      {preferences.isOn ? (
        <>
          <ChoiceList
            label={text.mode}
            options={modes}
            words={text.modes}
            value={preferences.mode ?? 'as_project'}
            onChange={(mode) => preferVoice({ mode: mode === 'as_project' ? null : mode })}
          />
          {speech.data === undefined || canListenPieceByPiece() ? null : (
            <p className="text-ink-2 text-xs">{text.noHandsFree}</p>
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <TalkKeyField />
            <DeviceField />
            <LanguageField speech={speech.data} />
          </div>
          <SwitchLine
            label={text.headphones}
            hint={text.headphonesHint}
            isOn={preferences.hasHeadphones}
            onChange={(hasHeadphones) => preferVoice({ hasHeadphones })}
          />
        </>
      ) : null}
      <SpeakingFields voices={speech.data?.voices ?? []} />
    </div>
  );
}
