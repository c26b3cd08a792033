namespace Pipeline.Terminal;

/// <summary>How much fits on the screen.</summary>
internal readonly record struct TerminalSize(int Columns, int Rows)
{
    /// <summary>What a terminal has that does not say.</summary>
    public static readonly TerminalSize Usual = new(80, 24);

    /// <summary>The size of this process's terminal now; the person may change it at any time.</summary>
    public static TerminalSize OfThisProcess()
    {
        try
        {
            var (columns, rows) = (System.Console.WindowWidth, System.Console.WindowHeight);
            return new(columns > 0 ? columns : Usual.Columns, rows > 0 ? rows : Usual.Rows);
        }
        catch (IOException)
        {
            return Usual;
        }
    }
}
