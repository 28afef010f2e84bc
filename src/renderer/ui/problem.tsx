/** Why something that was asked for did not happen; nothing where it did. */
export function Problem({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p role="alert" className="my-2 text-sm text-err select-text">
      {text}
    </p>
  );
}
