/** Code in a text, in its own columns. */
export function CodeBlock({ code }: { code: string; language: string }) {
  return (
    <code className="mono block overflow-x-auto rounded-md border border-line bg-code px-2.5 py-1.5 leading-[17px] whitespace-pre">
      {code}
    </code>
  );
}
