namespace Pipeline.Aws.Answers;

/// <summary>What the answer to a batch says of one entry.</summary>
/// <param name="IsAccepted">Whether it is acknowledged.</param>
/// <param name="Refusal">Why not; null if it is acknowledged, or if the answer does not say.</param>
public readonly record struct EntryAnswer<TRefusal>(bool IsAccepted, TRefusal? Refusal)
    where TRefusal : class;
