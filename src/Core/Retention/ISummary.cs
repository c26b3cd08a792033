namespace Pipeline.Core.Retention;

/// <summary>
/// An event with the state that all events before it came to. A stream that was shortened begins with one, at the version of the last
/// event that it stands for.
/// </summary>
public interface ISummary;
