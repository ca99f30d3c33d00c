'use client';
import { CornerDownLeft } from 'lucide-react';
import { useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Textarea } from '#components/ui/field.tsx';
import { chat } from '#text/chat.ts';
import { CompletionList, optionId } from './completion-list.tsx';
import { UnderstandingLine } from './understanding-line.tsx';
import { type ComposerInput, useComposer } from './use-composer.ts';

const mostRows = 8;
const rowsOf = (text: string): number =>
  Math.min(mostRows, Math.max(2, text.slice(0, 4_000).split('\n').length));

export function Composer(input: ComposerInput) {
  const composer = useComposer(input);
  const { text, completion, excess } = composer;
  const { current } = completion;
  const listId = useId();
  return (
    <form
      className="relative shrink-0 border-t p-2"
      onSubmit={(event) => {
        event.preventDefault();
        composer.send();
      }}
    >
      {current === undefined ? null : (
        <CompletionList id={listId} items={completion.items} current={current} onPick={completion.pick} />
      )}
      <UnderstandingLine text={text} conversationId={input.conversationId} />
      <div className="relative">
        <Textarea
          ref={composer.box}
          data-shortcut="chat"
          aria-label={chat.label}
          placeholder={chat.placeholder}
          value={text}
          rows={rowsOf(text)}
          onChange={(event) => {
            completion.resetMark();
            composer.change(event.target.value, event.target.selectionStart);
          }}
          onSelect={(event) => composer.setCaret(event.currentTarget.selectionStart)}
          onFocus={() => composer.setFocused(true)}
          onBlur={() => composer.setFocused(false)}
          onKeyDown={composer.onKeyDown}
          aria-autocomplete="list"
          {...(current === undefined
            ? {}
            : { 'aria-controls': listId, 'aria-activedescendant': optionId(listId, current) })}
          className="resize-none pr-12"
        />
        <Button
          type="submit"
          look="primary"
          size="icon"
          className="absolute right-1.5 bottom-1.5"
          aria-label={chat.send}
          disabled={!composer.isReady}
        >
          <CornerDownLeft aria-hidden />
        </Button>
      </div>
      {excess > 0 ? (
        <p role="alert" className="mt-1 px-0.5 text-2xs text-failed">
          {chat.tooLong(excess)}
        </p>
      ) : (
        <p className="mt-1 truncate px-0.5 text-2xs text-ink-3 max-md:hidden">{chat.hint}</p>
      )}
    </form>
  );
}
