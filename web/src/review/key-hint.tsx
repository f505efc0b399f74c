/** The key printed on a button. Screen readers hear it from `aria-keyshortcuts` instead. */
export const KeyHint = ({ name }: { name: string }) => (
  <span aria-hidden="true">
    <kbd>{name}</kbd>
  </span>
);
