namespace Pipeline.Console.Reading;

/// <summary>How an instance is, as one mark; the worse the later.</summary>
public enum Mark
{
    /// <summary>It answers, and its check passes or it has none.</summary>
    Well,

    /// <summary>It is young: its check has not passed yet.</summary>
    Starting,

    /// <summary>It pauses or stops because somebody asked it to.</summary>
    Resting,

    /// <summary>Its host is not heard.</summary>
    Silent,

    /// <summary>It fails its check and still answers.</summary>
    Failing,

    /// <summary>It was judged unhealthy and is on its way out, or stuck there.</summary>
    Leaving,
}

internal static class Marks
{
    extension(Mark mark)
    {
        public bool IsTrouble => mark >= Mark.Silent;

        /// <summary>Its class in the style sheet.</summary>
        public string Style => mark.ToString().ToLowerInvariant();

        /// <summary>So many of them, in words: <c>2 failing</c>.</summary>
        public string Counted(int count) => $"{count} {mark switch
        {
            Mark.Well => "well",
            Mark.Starting => "starting",
            Mark.Resting => "stopping or paused",
            Mark.Silent => "on a silent host",
            Mark.Failing => "failing",
            Mark.Leaving => "condemned",
            _ => throw new InvalidOperationException($"a mark that is {mark} has no words yet"),
        }}";
    }

    /// <summary>The counts of some marks in words, the worst first: <c>1 condemned, 5 well</c>.</summary>
    public static string Told(IEnumerable<Mark> marks) =>
        string.Join(", ", marks.GroupBy(mark => mark).OrderByDescending(same => same.Key).Select(same => same.Key.Counted(same.Count())));
}
