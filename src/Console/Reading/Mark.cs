using Pipeline.History.Words;

namespace Pipeline.Console.Reading;

/// <summary>An instance's state as one mark, the best first. <see cref="Glossary.Marks"/> explains each.</summary>
public enum Mark
{
    Well,
    Starting,
    Resting,
    Doubted,
    Silent,
    Failing,
    Leaving,
}

internal static class Marks
{
    // A page shows thousands of marks.
    private static readonly (string Style, Term Term)[] Known =
        [.. Enum.GetNames<Mark>().Select(name => (name.ToLowerInvariant(), Glossary.Marks[name]))];

    extension(Mark mark)
    {
        public bool IsTrouble => mark >= Mark.Doubted;

        /// <summary>Its class in the style sheet.</summary>
        public string Style => Known[(int)mark].Style;

        public Term Term => Known[(int)mark].Term;
    }

    /// <summary>Counts marks, the worst first: <c>1 ejected, 5 healthy</c>.</summary>
    public static string Summarize(IEnumerable<Mark> marks) =>
        string.Join(
            ", ", marks.GroupBy(mark => mark).OrderByDescending(same => same.Key).Select(same => $"{same.Count()} {same.Key.Term.Shown}"));
}
