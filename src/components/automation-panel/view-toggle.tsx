import { ChartNoAxesColumn, Table2 } from "lucide-react";
import { Button } from "@/components/ui/button";

interface ViewToggleProps {
  /** Names what is shown, because a page has several. */
  readonly of: string;
  readonly isTable: boolean;
  readonly onChange: (isTable: boolean) => void;
}

/** Between a picture and the numbers behind it. */
export function ViewToggle({ of, isTable, onChange }: ViewToggleProps) {
  return (
    <Button
      variant="ghost"
      size="sm"
      onClick={() => onChange(!isTable)}
      aria-label={isTable ? `Show ${of} as a chart` : `Show ${of} as a table`}
    >
      {isTable ? <ChartNoAxesColumn aria-hidden="true" /> : <Table2 aria-hidden="true" />}
      {isTable ? "Chart" : "Table"}
    </Button>
  );
}
