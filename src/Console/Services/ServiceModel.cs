using Pipeline.Console.Reading;
using Pipeline.History.Reading;

namespace Pipeline.Console.Services;

/// <param name="Service">Null when no instance claims the name any more.</param>
public sealed record ServiceModel(string Name, MarkedService? Service, AnswersView Answers);
