'use client';
import { voiceModes } from '@overmind/contracts/entities/voice-rules';
import { LanguageSelect } from '#features/voice/settings/language-select.tsx';
import { useProjectSpeech } from '#features/voice/settings/use-project-speech.ts';
import { VoiceSelect } from '#features/voice/settings/voice-select.tsx';
import { projectVoice as text } from '#text/project-voice.ts';
import { ChoiceList } from './choice-list.tsx';
import { NumberField } from './number-field.tsx';
import type { VoiceDraft } from './settings-draft.ts';
import { SwitchLine } from './switch-line.tsx';
import type { SettingsForm } from './use-project-settings.ts';

export function VoiceFields({ form }: { form: SettingsForm }) {
  const { voice, recording_keep_days: keepDays } = form.draft;
  const change = (patch: Partial<VoiceDraft>) => form.change({ voice: { ...voice, ...patch } });
  return (
    <div className="max-w-lg space-y-5">
      <SwitchLine
        label={text.recognition}
        hint={text.recognitionHint}
        isOn={voice.recognition}
        onChange={(recognition) => change({ recognition })}
      />
      {voice.recognition ? <HearingFields voice={voice} onChange={change} /> : null}
      <SwitchLine
        label={text.synthesis}
        hint={text.synthesisHint}
        isOn={voice.synthesis}
        onChange={(synthesis) => change({ synthesis })}
      />
      {voice.synthesis ? <SpeakerField voice={voice} onChange={change} /> : null}
      <NumberField
        label={text.keepDays}
        hint={text.keepDaysHint}
        error={form.errors.recording_keep_days}
        most={3_650}
        value={keepDays}
        onChange={(days) => form.change({ recording_keep_days: days })}
      />
    </div>
  );
}

interface PartProps {
  voice: VoiceDraft;
  onChange(patch: Partial<VoiceDraft>): void;
}

const HearingFields = ({ voice, onChange }: PartProps) => (
  <div className="space-y-4">
    <ChoiceList
      label={text.mode}
      options={voiceModes}
      words={text.modes}
      value={voice.mode}
      onChange={(mode) => onChange({ mode })}
    />
    <LanguageSelect
      speech={useProjectSpeech()}
      label={text.language}
      usual={text.usualLanguage}
      unheard={text.unheard}
      value={voice.language}
      onChange={(language) => onChange({ language })}
    />
  </div>
);

const SpeakerField = ({ voice, onChange }: PartProps) => (
  <VoiceSelect
    label={text.voice}
    hint={text.voiceHint}
    usual={text.usualVoice}
    gone={text.goneVoice}
    voices={useProjectSpeech()?.voices ?? []}
    value={voice.voice}
    onChange={(id) => onChange({ voice: id })}
  />
);
