import type { ReactNode } from "react";
import {
  Button as AriaButton,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
  Text,
  TextArea,
  TextField,
} from "react-aria-components";
import { useText } from "../text/text.tsx";
import { Icon } from "./icon.tsx";

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  error?: string | undefined;
  type?: "text" | "email" | "password" | "number" | "search";
  lines?: number;
  required?: boolean;
  optional?: boolean;
  name?: string;
  autoFocus?: boolean;
  disabled?: boolean;
}

/** A text field as in FDS: label, hint and error above, in that order. */
export function Field({
  label,
  value,
  onChange,
  hint,
  error,
  type = "text",
  lines,
  required = false,
  optional = false,
  name,
  autoFocus = false,
  disabled = false,
}: FieldProps) {
  const t = useText();
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      isRequired={required}
      isDisabled={disabled}
      validationBehavior="aria"
      autoFocus={autoFocus}
      {...(name ? { name } : {})}
      {...(lines ? {} : { type })}
    >
      <Label className="label">
        {label}
        {optional && <span className="meta"> ({t("frame.optional")})</span>}
      </Label>
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
      {lines ? (
        <TextArea className="input" rows={lines} />
      ) : (
        <Input className="input" autoComplete={type === "password" ? "off" : undefined} />
      )}
    </TextField>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly { value: Value; name: string; hint?: string }[];
  disabled?: boolean;
  /** Where the heading above says it already. */
  hideLabel?: boolean;
}

/** One of a few, all visible. */
export function Choice<Value extends string>({
  label,
  value,
  onChange,
  choices,
  disabled = false,
  hideLabel = false,
}: ChoiceProps<Value>) {
  return (
    <RadioGroup className="field" value={value} isDisabled={disabled} onChange={(next) => onChange(next as Value)}>
      <Label className={hideLabel ? "sr" : "label"}>{label}</Label>
      {choices.map((choice) => (
        <Radio key={choice.value} value={choice.value} className="radio">
          <i aria-hidden="true" />
          <span>
            {choice.name}
            {choice.hint && <span className="meta"> {choice.hint}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

interface PickProps<Value extends string> extends ChoiceProps<Value> {
  small?: boolean;
  placeholder?: ReactNode;
}

/** One of many, in a list that opens. */
export function Pick<Value extends string>({
  label,
  value,
  onChange,
  choices,
  hideLabel = false,
  small = false,
  disabled = false,
}: PickProps<Value>) {
  return (
    <Select
      className={small ? "field field-small" : "field"}
      value={value}
      isDisabled={disabled}
      onChange={(next) => {
        if (next !== null) onChange(next as Value);
      }}
      {...(hideLabel ? { "aria-label": label } : {})}
    >
      {!hideLabel && <Label className="label">{label}</Label>}
      <AriaButton className="input pick">
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="chevron-down" small />
      </AriaButton>
      <Popover className="popover">
        <ListBox className="menu">
          {choices.map((choice) => (
            <ListBoxItem key={choice.value} id={choice.value} className="menu-item" textValue={choice.name}>
              <span>{choice.name}</span>
              {choice.value === value && <Icon name="check" small />}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
