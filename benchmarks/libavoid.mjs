// Routes flows with libavoid: JSON on standard input, JSON on standard output.
// In: [{boxes: [[x, y, width, height]], legs: [[source, target]]}], lengths in points.
// Out: [{milliseconds, paths: [[[x, y]]]}].
import { readFileSync } from "node:fs";
import { AvoidLib } from "libavoid-js";

await AvoidLib.load();
const avoid = AvoidLib.getInstance();
const SIDES = [
  [0.5, 0, avoid.ConnDirUp],
  [1, 0.5, avoid.ConnDirRight],
  [0.5, 1, avoid.ConnDirDown],
  [0, 0.5, avoid.ConnDirLeft],
];
const ANY_SIDE = 1;

function routed({ boxes, legs }) {
  const begin = process.hrtime.bigint();
  const router = new avoid.Router(avoid.OrthogonalRouting);
  router.setRoutingParameter(avoid.segmentPenalty, 50);
  router.setRoutingParameter(avoid.crossingPenalty, 200);
  router.setRoutingParameter(avoid.fixedSharedPathPenalty, 110);
  router.setRoutingParameter(avoid.shapeBufferDistance, 6);
  router.setRoutingParameter(avoid.idealNudgingDistance, 5);
  router.setRoutingOption(avoid.nudgeOrthogonalTouchingColinearSegments, true);
  router.setRoutingOption(avoid.nudgeSharedPathsWithCommonEndPoint, true);
  const shapes = boxes.map(([x, y, width, height]) => {
    const middle = new avoid.Point(x + width / 2, y + height / 2);
    const shape = new avoid.ShapeRef(router, new avoid.Rectangle(middle, width, height));
    for (const [across, down, direction] of SIDES)
      new avoid.ShapeConnectionPin(shape, ANY_SIDE, across, down, true, 0, direction)
        .setExclusive(false);
    return shape;
  });
  const connectors = legs.map(([source, target]) => new avoid.ConnRef(
    router,
    new avoid.ConnEnd(shapes[source], ANY_SIDE),
    new avoid.ConnEnd(shapes[target], ANY_SIDE),
  ));
  router.processTransaction();
  const paths = connectors.map((connector) => {
    const route = connector.displayRoute();
    return Array.from({ length: route.size() }, (_, at) => {
      const { x, y } = route.get_ps(at);
      return [x, y];
    });
  });
  const milliseconds = Number(process.hrtime.bigint() - begin) / 1e6;
  avoid.destroy(router);
  return { milliseconds, paths };
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(routed)));
