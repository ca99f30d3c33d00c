'use client';
import { getSpeech } from '@overmind/contracts/routes/recordings';
import { ChoiceSelect } from '#components/choice-select.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { heardLanguages } from './heard-languages.ts';

const names = new Intl.DisplayNames('en', { type: 'language' });
export const languageName = (code: string): string => names.of(code) ?? code;

interface LanguageSelectProps {
  label: string;
  hint?: string | undefined;
  /** Words for naming none. */
  usual: string;
  /** What one is called that was chosen before and is not heard here. */
  unheard?: (language: string) => string;
  /** A code, or empty for none. */
  value: string;
  onChange(code: string): void;
}

/** One of the languages that can be heard here. */
export function LanguageSelect({
  usual,
  unheard = (language) => language,
  hint,
  ...rest
}: LanguageSelectProps) {
  const heard = heardLanguages(useRoute(getSpeech, {}).data);
  const { value } = rest;
  const isListed = value === '' || heard.includes(value);
  return (
    <ChoiceSelect
      {...rest}
      {...(hint === undefined ? {} : { hint })}
      options={[
        ['', usual],
        ...heard.map((code) => [code, languageName(code)] as const),
        ...(isListed ? [] : [[value, unheard(languageName(value))] as const]),
      ]}
    />
  );
}
