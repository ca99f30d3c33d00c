'use client';
import type { SpeechState } from '@overmind/contracts/entities/speech';
import { Field, Select } from '#components/ui/field.tsx';
import { voiceButton } from '#text/voice-button.ts';
import { voiceSettings as text } from '#text/voice-settings.ts';
import { preferVoice, talkKeys, useVoicePreferences } from '../preferences.ts';
import { heardLanguages } from './heard-languages.ts';

const names = new Intl.DisplayNames('en', { type: 'language' });

export function TalkKeyField() {
  const talkKey = useVoicePreferences((state) => state.talkKey);
  return (
    <Field label={text.key} hint={text.keyHint}>
      {(control) => (
        <Select
          {...control}
          value={talkKey ?? ''}
          onChange={(event) =>
            preferVoice({ talkKey: talkKeys.find((each) => each === event.target.value) ?? null })
          }
        >
          {talkKeys.map((key) => (
            <option key={key} value={key}>
              {voiceButton.keys[key]}
            </option>
          ))}
          <option value="">{text.noKey}</option>
        </Select>
      )}
    </Field>
  );
}

export function LanguageField({ speech }: { speech: SpeechState | undefined }) {
  const language = useVoicePreferences((state) => state.language);
  const heard = heardLanguages(speech);
  const [only, ...others] = speech?.languages ?? [];
  const isUnheard = language !== null && !heard.includes(language);
  return (
    <Field
      label={text.language}
      hint={only && others.length === 0 ? text.onlyOne(names.of(only) ?? only) : undefined}
    >
      {(control) => (
        <Select
          {...control}
          value={language ?? ''}
          onChange={(event) => preferVoice({ language: event.target.value || null })}
        >
          <option value="">{text.usualLanguage}</option>
          {heard.map((code) => (
            <option key={code} value={code}>
              {names.of(code)}
            </option>
          ))}
          {isUnheard ? (
            <option value={language}>{text.unheard(names.of(language) ?? language)}</option>
          ) : null}
        </Select>
      )}
    </Field>
  );
}
