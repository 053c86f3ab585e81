"""What those who lead see and do while rooms write: the grid, the plan, the projector."""
