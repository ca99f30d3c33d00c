import { Field, Textarea } from './ui/field.tsx';

interface WordsFieldProps {
  label: string;
  words: string;
  onChange(words: string): void;
  onSubmit(): void;
}

/** A few lines of text that Ctrl or Command with Enter sends. */
export function WordsField({ label, words, onChange, onSubmit }: WordsFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Textarea
          {...control}
          autoFocus
          rows={4}
          value={words}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) onSubmit();
          }}
        />
      )}
    </Field>
  );
}
