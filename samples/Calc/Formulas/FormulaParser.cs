namespace Samples.Calc.Formulas;

/// <summary>
/// Reads one formula, by precedence climbing:
/// <code>
/// formula = operand { operator operand }        an operator of a higher rank binds first, equals group from the left
/// operand = [ "-" ] ( number | "(" formula ")" )
/// number  = digits [ "." digits ]
/// </code>
/// It evaluates nothing but that, and ends on whatever it is given.
/// </summary>
internal sealed class FormulaParser(string text)
{
    /// <summary>How long a formula may be, in characters.</summary>
    public const int Longest = 1_000;

    /// <summary>How deep parentheses and signs may be nested: each level is a level of the call stack.</summary>
    public const int Deepest = 100;

    /// <summary>How many digits are exact, whatever they are (a <see cref="decimal"/> has 96 bits).</summary>
    public const int MostDigits = 28;

    private int at;

    /// <exception cref="FormulaException">The text is no formula.</exception>
    public Formula Parse()
    {
        if (text.Length > Longest) throw new FormulaException($"a formula has at most {Longest} characters", Longest + 1);
        var formula = ReadFormula(leastRank: 0, depth: 0);
        return Next is null ? formula : throw Unexpected("an operator");
    }

    private Formula ReadFormula(int leastRank, int depth)
    {
        var left = ReadOperand(depth);
        while (Next is { } sign && Operator.Of(sign) is { } found && found.Rank > leastRank)
        {
            var position = ++at;
            left = new Operation(left, found, ReadFormula(found.Rank, depth), position);
        }

        return left;
    }

    private Formula ReadOperand(int depth)
    {
        if (depth > Deepest) throw new FormulaException($"this is nested deeper than {Deepest} levels", at + 1);
        switch (Next)
        {
            case '-' or '−':
                at++;
                return new Negation(ReadOperand(depth + 1));
            case '(':
                at++;
                var inner = ReadFormula(leastRank: 0, depth + 1);
                if (Next is not ')') throw Unexpected("an operator or a closing parenthesis");
                at++;
                return inner;
            case >= '0' and <= '9':
                return ReadNumber();
            default:
                throw Unexpected("a number or an opening parenthesis");
        }
    }

    private Number ReadNumber()
    {
        var start = at;
        SkipDigits();
        if (Here is '.')
        {
            at++;
            if (Here is not (>= '0' and <= '9')) throw Unexpected("a digit");
            SkipDigits();
        }

        var written = text[start..at];
        return written.TrimStart('0').Count(char.IsAsciiDigit) > MostDigits
            ? throw new FormulaException($"this number has more than {MostDigits} digits", start + 1)
            : new Number(Decimals.Read(written));
    }

    private void SkipDigits()
    {
        while (Here is >= '0' and <= '9') at++;
    }

    private char? Here => at < text.Length ? text[at] : null;

    /// <summary>The next character that is no space; null at the end.</summary>
    private char? Next
    {
        get
        {
            while (Here is { } space && char.IsWhiteSpace(space)) at++;
            return Here;
        }
    }

    private FormulaException Unexpected(string wanted) => new(Here switch
    {
        null => $"{wanted} is missing at the end",
        { } found when char.IsControl(found) || char.IsSurrogate(found) => $"{wanted} should stand here",
        var found => $"{wanted} should stand here, not '{found}'",
    }, at + 1);
}
