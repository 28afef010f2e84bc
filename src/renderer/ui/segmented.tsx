import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';

interface Props<Choice extends string> {
  readonly label: string;
  readonly choices: readonly (readonly [choice: Choice, text: string])[];
  readonly value: Choice;
  readonly onChange: (choice: Choice) => void;
  readonly disabled?: boolean;
}

/** One of a few choices, all of them in sight: arrow keys go from one to the next. */
export function Segmented<Choice extends string>(props: Props<Choice>) {
  const { label, choices, value, onChange, disabled = false } = props;
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      disabled={disabled}
      onValueChange={(next) => onChange(next)}
      className="inline-flex flex-none rounded-md border border-line bg-bg p-px data-disabled:opacity-50"
    >
      {choices.map(([choice, text]) => (
        <Radio.Root
          key={choice}
          value={choice}
          aria-label={text}
          className="flex h-6 items-center rounded-[5px] px-2.5 text-sm text-muted not-data-disabled:hover:text-text data-checked:bg-sel data-checked:font-medium data-checked:text-text data-checked:shadow-[0_0_0_1px_var(--run)]"
        >
          {text}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
