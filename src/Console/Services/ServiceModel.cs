using Pipeline.Console.Drawing;
using Pipeline.Console.Pages;
using Pipeline.Console.Reading;
using Pipeline.History.Events;
using Pipeline.History.Reading;

namespace Pipeline.Console.Services;

/// <param name="Service">Null when no instance claims the name any more.</param>
/// <param name="View">What is registered, and what of it the zone holds; null when it lost its last instance longer than a day ago.</param>
/// <param name="Range">The part of the past that is shown.</param>
/// <param name="Health">The changes of its containers' health, the oldest first.</param>
/// <param name="Containers">Whose answers the name had: the present instances and the last that were there.</param>
/// <param name="Changes">Its events in that time, the newest first.</param>
public sealed record ServiceModel(
    string Name, MarkedService? Service, ServiceView? View, AnswersView Answers, TimeRange Range,
    IReadOnlyList<HealthStep> Health, IReadOnlyList<LaneOwner> Containers, IReadOnlyList<EventView> Changes);
