import { useId, useState } from 'react';
import { beginWith, tokenIn } from '../../transport/token.ts';
import { PrimaryButton } from '../../ui/button.tsx';

/** Takes the address that Ratchet printed, or the token alone, and begins again with it. */
export function KeyForm() {
  const id = useId();
  const [pasted, setPasted] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      className="flex flex-col gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        const token = tokenIn(pasted);
        setWrong(token === null);
        if (token !== null) beginWith(token);
      }}
    >
      <label htmlFor={id} className="text-sm font-medium">
        Or paste the address here
      </label>
      <span className="flex gap-2">
        <input
          id={id}
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          type="password"
          autoComplete="off"
          placeholder="http://127.0.0.1:…/#token=…"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-wrong` : undefined}
          className="mono h-8 min-w-0 flex-1 rounded-md border border-line bg-bg px-2.5 placeholder:text-faint"
        />
        <PrimaryButton type="submit">Open</PrimaryButton>
      </span>
      {isWrong && (
        <p id={`${id}-wrong`} role="alert" className="text-sm text-err">
          There is no token in it: the address ends in #token= and 43 characters.
        </p>
      )}
    </form>
  );
}
