'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { provenance as text } from '#text/provenance.ts';
import { isLine, type Question } from './question.ts';

interface WhyFormProps {
  asked: Question | null;
  onAsk(question: Question): void;
}

export function WhyForm({ asked, onAsk }: WhyFormProps) {
  const [path, setPath] = useState(asked?.path ?? '');
  const [line, setLine] = useState(asked === null ? '' : String(asked.line));
  const [revision, setRevision] = useState(asked?.revision ?? '');
  const [isTried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (path.trim() !== '' && isLine(line))
      onAsk({ path: path.trim(), line: Number(line), revision: revision.trim() });
  };
  return (
    <form
      noValidate
      className="grid items-start gap-3 sm:grid-cols-[1fr_6rem_11rem_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={text.path} error={isTried && path.trim() === '' ? text.invalidPath : undefined}>
        {(control) => (
          <Input
            {...control}
            value={path}
            placeholder={text.pathPlaceholder}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setPath(event.target.value)}
            className="font-mono"
          />
        )}
      </Field>
      <Field label={text.line} error={isTried && !isLine(line) ? text.invalidLine : undefined}>
        {(control) => (
          <Input
            {...control}
            value={line}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setLine(event.target.value)}
            className="tabular-nums"
          />
        )}
      </Field>
      <Field label={text.revision}>
        {(control) => (
          <Input
            {...control}
            value={revision}
            placeholder={text.revisionPlaceholder}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setRevision(event.target.value)}
            className="font-mono"
          />
        )}
      </Field>
      <Button type="submit" look="primary" className="sm:mt-5">
        {text.ask}
      </Button>
    </form>
  );
}
