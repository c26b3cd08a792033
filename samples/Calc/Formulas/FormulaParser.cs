namespace Samples.Calc.Formulas;

/// <summary>
/// Parses a formula by precedence climbing:
/// <code>
/// formula = operand { operator operand }        higher precedence binds first, equal groups from the left
/// operand = [ "-" ] ( number | "(" formula ")" )
/// number  = digits [ "." digits ]
/// </code>
/// Parsing always terminates, with a formula or an exception.
/// </summary>
internal sealed class FormulaParser(string text)
{
    /// <summary>The maximum length of a formula.</summary>
    public const int MaxLength = 1_000;

    /// <summary>The maximum nesting of parentheses and signs; each level uses the call stack.</summary>
    public const int MaxDepth = 100;

    /// <summary>The digits that are always exact in a <see cref="decimal"/>.</summary>
    public const int MaxDigits = 28;

    private int position;

    /// <exception cref="FormulaException">The text is not a formula.</exception>
    public Formula Parse()
    {
        if (text.Length > MaxLength) throw new FormulaException($"a formula has at most {MaxLength} characters", MaxLength + 1);
        var formula = ReadFormula(minPrecedence: 0, depth: 0);
        return Next is null ? formula : throw Unexpected("an operator");
    }

    private Formula ReadFormula(int minPrecedence, int depth)
    {
        var left = ReadOperand(depth);
        while (Next is { } sign && Operator.Find(sign) is { } found && found.Precedence > minPrecedence)
        {
            var operatorPosition = ++position;
            left = new Operation(left, found, ReadFormula(found.Precedence, depth), operatorPosition);
        }

        return left;
    }

    private Formula ReadOperand(int depth)
    {
        if (depth > MaxDepth) throw new FormulaException($"this is nested deeper than {MaxDepth} levels", position + 1);
        switch (Next)
        {
            case '-' or '−':
                position++;
                return new Negation(ReadOperand(depth + 1));
            case '(':
                position++;
                var inner = ReadFormula(minPrecedence: 0, depth + 1);
                if (Next is not ')') throw Unexpected("an operator or a closing parenthesis");
                position++;
                return inner;
            case >= '0' and <= '9':
                return ReadNumber();
            default:
                throw Unexpected("a number or an opening parenthesis");
        }
    }

    private Number ReadNumber()
    {
        var start = position;
        SkipDigits();
        if (Here is '.')
        {
            position++;
            if (Here is not (>= '0' and <= '9')) throw Unexpected("a digit");
            SkipDigits();
        }

        var digits = text[start..position];
        return digits.TrimStart('0').Count(char.IsAsciiDigit) > MaxDigits
            ? throw new FormulaException($"this number has more than {MaxDigits} digits", start + 1)
            : new Number(DecimalText.Parse(digits));
    }

    private void SkipDigits()
    {
        while (Here is >= '0' and <= '9') position++;
    }

    private char? Here => position < text.Length ? text[position] : null;

    /// <summary>The next character after white space; null at the end.</summary>
    private char? Next
    {
        get
        {
            while (Here is { } space && char.IsWhiteSpace(space)) position++;
            return Here;
        }
    }

    private FormulaException Unexpected(string expected) => new(Here switch
    {
        null => $"{expected} is missing at the end",
        { } found when char.IsControl(found) || char.IsSurrogate(found) => $"expected {expected}",
        var found => $"expected {expected}, not '{found}'",
    }, position + 1);
}
