import type { GivenVariable } from '@overmind/domain/prompts/place';
import { promptEditor as text } from '#text/prompts.ts';

/** What the program has a value for, so that it can stand in the text. */
export const GivenVariables = ({ given }: { given: readonly GivenVariable[] }) => (
  <details className="mt-2 text-xs">
    <summary className="text-ink-2 max-md:min-h-11">{text.given}</summary>
    <dl className="mt-1 space-y-1">
      {given.map(({ name, kind, description, isRequired }) => (
        <div key={name}>
          <dt>
            <code className="font-mono">{`{{${name}}}`}</code>
            <span className="text-ink-3">
              {' '}
              {text.kinds[kind]}
              {isRequired ? `, ${text.required}` : ''}
            </span>
          </dt>
          <dd className="text-ink-2">{description}</dd>
        </div>
      ))}
    </dl>
  </details>
);
