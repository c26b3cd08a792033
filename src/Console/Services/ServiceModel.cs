using Pipeline.Console.Reading;
using Pipeline.History.Reading;

namespace Pipeline.Console.Services;

/// <param name="Standing">Null where nothing serves it any more.</param>
public sealed record ServiceModel(string Name, ServiceStanding? Standing, AnswersView Answers);
