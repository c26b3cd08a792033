namespace Pipeline.History.Reading;

/// <summary>Who owns which name cannot be told, because the rules are not known here.</summary>
/// <param name="why">Why, and what to do.</param>
public sealed class RulesUnknownException(string why) : Exception(why);
