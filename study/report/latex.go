package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// inLaTeX are the tables that a paper prints.
var inLaTeX = []string{"windows", "tests", "days", "groups", "differences", "placebo"}

// latex writes tables for \input, with booktabs and longtable.
func (p Page) latex(w io.Writer) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%% %s\n%% needs \\usepackage{booktabs,longtable}\n", clean(p.title()))
	if p.Program != "" {
		fmt.Fprintf(&b, "%% %s\n", clean(p.Program))
	}
	for _, in := range p.Inputs {
		fmt.Fprintf(&b, "%% %s %s, SHA-256 %s\n", in.Role, clean(in.Path), in.SHA256)
	}
	for _, name := range inLaTeX {
		for _, s := range p.Sheets() {
			if s.Name == name {
				s.latex(&b)
			}
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (s Sheet) latex(b *bytes.Buffer) {
	columns := s.columns()
	var at []int
	for c, col := range columns {
		if !col.Wide && s.anyIn(c) {
			at = append(at, c)
		}
	}
	spec := make([]byte, len(at))
	heads := make([]string, len(at))
	for j, c := range at {
		spec[j] = 'r'
		if columns[c].Kind == Words {
			spec[j] = 'l'
		}
		heads[j] = tex(columns[c].Title)
	}
	caption := s.Title
	if s.Note != "" {
		caption += ". " + s.Note
	}
	head := strings.Join(heads, " & ") + " \\\\\n\\midrule\n"
	fmt.Fprintf(b, "\n\\begin{longtable}{%s}\n\\caption{%s}\\label{tab:%s}\\\\\n\\toprule\n%s\\endfirsthead\n\\toprule\n%s\\endhead\n\\bottomrule\n\\endfoot\n",
		spec, tex(caption), strings.ReplaceAll(s.Name, "_", "-"), head, head)
	for k, bl := range s.blocks() {
		if bl.heading != "" {
			if k > 0 {
				b.WriteString("\\addlinespace\n")
			}
			fmt.Fprintf(b, "\\multicolumn{%d}{l}{\\textit{%s}} \\\\\n", len(at), tex(bl.heading))
		}
		for _, row := range bl.rows {
			line := make([]string, len(at))
			for j, c := range at {
				line[j] = texFigure(row[c], columns[c].Kind)
			}
			b.WriteString(strings.Join(line, " & ") + " \\\\\n")
		}
	}
	b.WriteString("\\end{longtable}\n")
}

// anyIn reports whether column c below the headings has something.
func (s Sheet) anyIn(c int) bool {
	for _, bl := range s.blocks() {
		if used(bl.rows, c) {
			return true
		}
	}
	return false
}

// texFigure sets figures in mathematics, so that minus signs are minus signs. A
// line must not begin with a bracket after \\, which would be its argument.
func texFigure(c Cell, k Kind) string {
	text := c.human(k)
	if !c.Figure {
		if strings.HasPrefix(text, "[") && strings.Trim(text, "[]+-,0123456789") == "" {
			return "$" + text + "$" // a window
		}
		if strings.HasPrefix(text, "[") {
			return "{}" + tex(text)
		}
		return tex(text)
	}
	text, isPercent := strings.CutSuffix(text, " %")
	out := "$" + text + "$"
	if isPercent {
		out += "\\,\\%"
	}
	return out
}

// tex escapes what LaTeX would read as its own.
func tex(s string) string {
	return texEscapes().Replace(clean(s))
}

func texEscapes() *strings.Replacer {
	return strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "^", `\textasciicircum{}`,
		"_", `\_`, "~", `\textasciitilde{}`, "%", `\%`, "<", `\textless{}`, ">", `\textgreater{}`, "|", `\textbar{}`, `"`, `\textquotedbl{}`,
		"²", `\textsuperscript{2}`)
}
