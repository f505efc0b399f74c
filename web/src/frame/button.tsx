import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { Icon, type IconName } from "./icon.tsx";

interface ButtonProps extends Omit<AriaButtonProps, "className" | "children"> {
  /** 1 filled (one a screen), 2 outlined, 3 as a link. */
  rank?: 1 | 2 | 3;
  small?: boolean;
  icon?: IconName;
  children: React.ReactNode;
}

/**
 * While `isPending` it keeps its place and the focus and does nothing. Not React Aria's own pending state: that announces
 * the button by reference, which is gone when what was pending closes the dialog it stood in.
 */
export function Button({ rank = 2, small = false, icon, isPending = false, children, ...rest }: ButtonProps) {
  const still = isPending ? { "data-pending": true, type: "button" as const, onPress: () => undefined } : {};
  return (
    <AriaButton {...rest} {...still} className={`btn btn-${String(rank)}${small ? " btn-s" : ""}`}>
      {icon && <Icon name={icon} small={small} />}
      {children}
    </AriaButton>
  );
}

/** A button that is only an icon; `label` is its name. */
export function IconButton({
  icon,
  label,
  ...rest
}: Omit<AriaButtonProps, "className" | "children"> & { icon: IconName; label: string }) {
  return (
    <AriaButton {...rest} aria-label={label} className="btn btn-icon">
      <Icon name={icon} />
    </AriaButton>
  );
}
