'use client';
import type { SpeechState } from '@overmind/contracts/entities/speech';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { voiceButton } from '#text/voice-button.ts';
import { voiceSettings as text } from '#text/voice-settings.ts';
import { preferVoice, talkKeys, useVoicePreferences } from '../preferences.ts';
import { LanguageSelect, languageName } from './language-select.tsx';

export function TalkKeyField() {
  const talkKey = useVoicePreferences((state) => state.talkKey);
  return (
    <ChoiceSelect
      label={text.key}
      hint={text.keyHint}
      options={[...optionsOf(talkKeys, voiceButton.keys), ['', text.noKey]]}
      value={talkKey ?? ''}
      onChange={(key) => preferVoice({ talkKey: key === '' ? null : key })}
    />
  );
}

export function LanguageField({ speech }: { speech: SpeechState | undefined }) {
  const language = useVoicePreferences((state) => state.language);
  const [only, ...others] = speech?.languages ?? [];
  return (
    <LanguageSelect
      speech={speech}
      label={text.language}
      hint={only && others.length === 0 ? text.onlyOne(languageName(only)) : undefined}
      usual={text.usualLanguage}
      unheard={text.unheard}
      value={language ?? ''}
      onChange={(code) => preferVoice({ language: code === '' ? null : code })}
    />
  );
}
