using Pipeline.Pages.Reading;
using Pipeline.Projector.Reading;

namespace Pipeline.Pages.Services;

/// <param name="Standing">Null where nothing serves it any more.</param>
public sealed record ServiceModel(string Name, ServiceStanding? Standing, AnswersView Answers);
