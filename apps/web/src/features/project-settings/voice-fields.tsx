'use client';
import { voiceModes } from '@overmind/contracts/entities/voice-rules';
import { getSpeech } from '@overmind/contracts/routes/recordings';
import { Field, Select } from '#components/ui/field.tsx';
import { heardLanguages } from '#features/voice/settings/heard-languages.ts';
import { useRoute } from '#lib/api/use-route.ts';
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

const names = new Intl.DisplayNames('en', { type: 'language' });

function HearingFields({ voice, onChange }: PartProps) {
  const languages = heardLanguages(useRoute(getSpeech, {}).data);
  const isListed = voice.language === '' || languages.includes(voice.language);
  return (
    <div className="space-y-4">
      <ChoiceList
        label={text.mode}
        options={voiceModes}
        words={text.modes}
        value={voice.mode}
        onChange={(mode) => onChange({ mode })}
      />
      <Field label={text.language}>
        {(control) => (
          <Select
            {...control}
            value={voice.language}
            onChange={(event) => onChange({ language: event.target.value })}
          >
            <option value="">{text.usualLanguage}</option>
            {isListed ? null : (
              <option value={voice.language}>{text.unheard(names.of(voice.language) ?? '')}</option>
            )}
            {languages.map((code) => (
              <option key={code} value={code}>
                {names.of(code)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}

function SpeakerField({ voice, onChange }: PartProps) {
  const voices = useRoute(getSpeech, {}).data?.voices ?? [];
  const isListed = voice.voice === '' || voices.some(({ id }) => id === voice.voice);
  return (
    <Field label={text.voice} hint={text.voiceHint}>
      {(control) => (
        <Select
          {...control}
          value={voice.voice}
          onChange={(event) => onChange({ voice: event.target.value })}
        >
          <option value="">{text.usualVoice}</option>
          {isListed ? null : <option value={voice.voice}>{text.goneVoice(voice.voice)}</option>}
          {voices.map(({ id, title, language }) => (
            <option key={id} value={id}>
              {title} ({language})
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
