namespace Pipeline.Projector.Names;

/// <summary>The owners' file cannot be read, or a line of it is bad.</summary>
public sealed class OwnersFileException(string message) : IOException(message);
