'use client';
import type { CatalogueModel } from '@overmind/contracts/entities/model-catalogue';
import { useState } from 'react';
import { SearchInput } from '#components/search-input.tsx';
import { Button } from '#components/ui/button.tsx';
import { models as text } from '#text/providers.ts';
import { ModelRow } from './model-row.tsx';

/** So many are shown at first, and that many more at a time. */
const pageSize = 12;

interface ModelListProps {
  models: readonly CatalogueModel[];
  /** Why none is known. */
  none: string;
  mayChange: boolean;
}

/** Models of one provider; some offer hundreds, so they are filtered and shown bit by bit. */
export function ModelList({ models, none, mayChange }: ModelListProps) {
  const [words, setWords] = useState('');
  const [most, setMost] = useState(pageSize);
  const found = models.filter(({ model }) => model.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <details open={models.length <= pageSize} className="border-t pt-3">
      <summary className="font-medium text-sm max-md:min-h-11">
        {text.title} <span className="font-normal text-ink-3 text-xs">{text.count(models.length)}</span>
      </summary>
      <div className="mt-2 space-y-2">
        {models.length === 0 ? <p className="text-ink-2 text-sm">{none}</p> : null}
        {models.length > pageSize ? (
          <SearchInput
            label={text.filter}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            className="block"
          />
        ) : null}
        {models.length > 0 && found.length === 0 ? (
          <p className="text-ink-2 text-sm">{text.noMatch}</p>
        ) : null}
        <ul className="divide-y">
          {found.slice(0, most).map((model) => (
            <ModelRow key={model.ref} model={model} mayChange={mayChange} />
          ))}
        </ul>
        {found.length > most ? (
          <Button size="sm" onClick={() => setMost(most + pageSize)}>
            {text.more(Math.min(pageSize, found.length - most))}
          </Button>
        ) : null}
      </div>
    </details>
  );
}
