namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>A message in a queue.</summary>
/// <param name="Number">Counts the messages of a world; a repeat has the number of its original.</param>
/// <param name="Type">Its contract.</param>
/// <param name="Body">As it travels.</param>
/// <param name="Text">For the story.</param>
internal sealed record Message(long Number, Type Type, byte[] Body, string Text)
{
    /// <summary>How often it was received.</summary>
    public int Receives { get; set; }

    /// <summary>Whether it is one that no version can handle.</summary>
    public bool IsPoison { get; init; }

    public override string ToString() => $"#{Number} {Type.Name} {Text}".TrimEnd();
}
