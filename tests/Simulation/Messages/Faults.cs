namespace Akorda.Simulation.Tests.Messages;

/// <summary>What goes wrong, and how often in this seed; nothing any more once it is calm.</summary>
internal sealed class Faults(Scheduler scheduler)
{
    private readonly double often = scheduler.Random.NextDouble() * 0.2;
    private bool calm;

    public bool AnswerIsLost => Happens(often / 4);
    public bool IsDropped => Happens(often);
    public bool QueueIsMissing => Happens(often / 2);
    public bool ConfirmIsLost => Happens(often);
    public bool IsDeliveredTwice => Happens(often);
    public bool HandlerFails => Happens(often);
    public bool DatabaseGoesAway => Happens(often);

    public void Calm() => calm = true;

    private bool Happens(double probability) => !calm && scheduler.Chance(probability);
}
