'use client';
import type { Command } from '@overmind/contracts/entities/agent';
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { agents as text } from '#text/agents.ts';
import { WordsEditor } from './form/words-editor.tsx';

interface CommandEditorProps {
  title: string;
  addLabel: string;
  /** What a new one is called, with its number after it. */
  newName: string;
  commands: Command[];
  onChange(commands: Command[]): void;
}

const newCommand = (name: string): Command => ({
  name,
  run: [''],
  timeout_s: 600,
  allow_failure: false,
  cwd: '.',
});

export function CommandEditor({ title, addLabel, newName, commands, onChange }: CommandEditorProps) {
  const set = (index: number, patch: Partial<Command>) =>
    onChange(commands.map((command, position) => (position === index ? { ...command, ...patch } : command)));
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 font-semibold text-sm">{title}</legend>
      {commands.map((command, index) => (
        <CommandCard
          // biome-ignore lint/suspicious/noArrayIndexKey: a command has no id, and its name is being typed
          key={index}
          command={command}
          onChange={(patch) => set(index, patch)}
          onRemove={() => onChange(commands.toSpliced(index, 1))}
        />
      ))}
      <Button
        size="sm"
        onClick={() => onChange([...commands, newCommand(`${newName}-${commands.length + 1}`)])}
      >
        <Plus aria-hidden />
        {addLabel}
      </Button>
    </fieldset>
  );
}

interface CommandCardProps {
  command: Command;
  onChange(patch: Partial<Command>): void;
  onRemove(): void;
}

function CommandCard({ command, onChange, onRemove }: CommandCardProps) {
  return (
    <div className="space-y-2 rounded-card border bg-raised p-3">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={text.commandName} className="min-w-32 flex-1">
          {(control) => (
            <Input
              {...control}
              value={command.name}
              maxLength={80}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={text.timeout} className="w-28">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={86_400}
              value={command.timeout_s}
              onChange={(event) => onChange({ timeout_s: Number(event.target.value) })}
            />
          )}
        </Field>
        <label className="flex h-8 items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-(--done)"
            checked={command.allow_failure}
            onChange={(event) => onChange({ allow_failure: event.target.checked })}
          />
          {text.allowFailure}
        </label>
        <Button look="quiet" size="icon" aria-label={text.removeCommand(command.name)} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      </div>
      <WordsEditor words={command.run} onChange={(run) => onChange({ run })} />
    </div>
  );
}
